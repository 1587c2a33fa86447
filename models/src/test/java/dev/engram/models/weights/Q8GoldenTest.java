package dev.engram.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.tensor.FloatTensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Floats as blocks of bytes, against what the {@code gguf} package makes of them: see {@code src/test/python/make_quantised_goldens.py}. */
class Q8GoldenTest {

    @Test
    void the_bytes_are_those_of_the_reference_to_the_bit() throws IOException {
        JsonNode golden;
        try (InputStream in = Q8GoldenTest.class.getResourceAsStream("quantised.json")) {
            golden = JsonMapper.shared().readTree(Objects.requireNonNull(in));
        }
        FloatBuffer bits = ByteBuffer.wrap(
                        HexFormat.of().parseHex(golden.required("bits").stringValue()))
                .asFloatBuffer();
        float[] values = new float[bits.remaining()];
        bits.get(values);
        ByteBuffer stored = ByteBuffer.allocate(values.length / 32 * 34).order(ByteOrder.LITTLE_ENDIAN);

        new FloatEncoder("golden", ElementType.Q8_0).encode(values, 0, values.length, stored);

        assertThat(values.length).isEqualTo(8 * 32);
        assertThat(HexFormat.of().formatHex(stored.array()))
                .isEqualTo(golden.required("bytes").stringValue());
    }

    @Test
    void the_loss_is_at_most_half_a_step_and_what_the_scale_loses() {
        float[] values = new float[64];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i);
        }

        RoundingLoss loss = RoundingLoss.of(FloatTensor.of(values, 64), ElementType.Q8_0);

        assertThat(loss.maxAbsolute()).isBetween(1e-4, 0.5 / 127 + 127 * 0x1p-11 / 127);
    }

    @Test
    void what_is_no_number_or_too_large_for_the_scale_is_refused() {
        for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, 65504f * 128}) {
            float[] values = new float[32];
            values[7] = value;
            assertThatThrownBy(() -> RoundingLoss.of(FloatTensor.of(values, 32), ElementType.Q8_0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("holds " + value);
        }
    }
}
