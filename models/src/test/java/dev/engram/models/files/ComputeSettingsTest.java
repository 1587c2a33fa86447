package dev.engram.models.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.compute.Device;
import dev.engram.models.compute.WeightPrecision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComputeSettingsTest {

    @Test
    void settings_are_described_in_words() {
        assertThat(ComputeSettings.DEFAULT.describe()).isEqualTo("PyTorch by DJL, CPU, float32");
        assertThat(ComputeSettings.of(EngineKind.ONNX).describe()).isEqualTo("ONNX Runtime, CPU, float32");
        assertThat(ComputeSettings.of(EngineKind.REFERENCE).describe()).isEqualTo("plain Java, CPU, float64");
        assertThat(new ComputeSettings(EngineKind.DJL, new Device.Cuda(1), WeightPrecision.BF16).describe())
                .isEqualTo("PyTorch by DJL, cuda:1, float32, weights in bfloat16");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DJL")
    void what_an_engine_cannot_do_is_refused(EngineKind engine) {
        assertThatThrownBy(() -> new ComputeSettings(engine, new Device.Cuda(0), WeightPrecision.F32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(engine.name().toLowerCase(java.util.Locale.ROOT))
                .hasMessageEndingWith(
                        "computes on the CPU alone, with weights in f32; for cuda:0 choose the engine djl");
        assertThatThrownBy(() -> new ComputeSettings(engine, Device.CPU, WeightPrecision.BF16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("for bf16 choose the engine djl");
    }

    @Test
    void a_device_that_is_not_there_is_never_another_one() {
        ComputeSettings last = new ComputeSettings(EngineKind.DJL, new Device.Cuda(99), WeightPrecision.F32);

        ComputeSettings.DEFAULT.requireDevice();
        assertThatThrownBy(last::requireDevice)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("there is no cuda:99: ");
    }
}
