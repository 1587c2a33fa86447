package dev.engram.models.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.models.tensor.FloatTensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFileTest extends CheckpointContract {

    @TempDir
    private Path folder;

    @Override
    protected Checkpoint writeAndOpen(Path into, Map<String, FloatTensor> tensors) throws IOException {
        return SafetensorsFile.open(TestSafetensors.write(into.resolve("contract.safetensors"), tensors));
    }

    @Test
    void sixteen_bit_floats_are_widened() throws IOException {
        String header = "{\"half\":" + TestSafetensors.entry("F16", "[2]", 0, 4) + ",\"brain\":"
                + TestSafetensors.entry("BF16", "[1,1]", 4, 6) + "}";
        byte[] data = new LittleEndianBytes()
                .int16(0x3C00)
                .int16(0x0001)
                .int16(0xC040)
                .toArray();
        FloatBuffer target = FloatBuffer.allocate(3);

        try (SafetensorsFile file = open(header, data)) {
            file.read("half", target);
            file.read("brain", target);
        }

        assertThat(target.array()).containsExactly(1f, 0x1p-24f, -3f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BOOL", "U8", "I8"})
    void masks_beside_the_weights_are_not_listed(String type) throws IOException {
        String header = "{\"attn.bias\":" + TestSafetensors.entry(type, "[4]", 0, 4) + ",\"w\":"
                + TestSafetensors.entry("F32", "[1]", 4, 8) + "}";

        try (SafetensorsFile file = open(header, new byte[8])) {
            assertThat(file.tensors()).containsOnlyKeys("w");
        }
    }

    @Test
    void the_metadata_is_there() throws IOException {
        try (SafetensorsFile file = open("{\"__metadata__\":{\"format\":\"pt\",\"method\":\"rome\"}}", new byte[0])) {
            assertThat(file.metadata()).isEqualTo(Map.of("format", "pt", "method", "rome"));
        }
    }

    @Test
    void a_file_without_metadata_has_an_empty_map() throws IOException {
        try (SafetensorsFile file = open("{}", new byte[0])) {
            assertThat(file.metadata()).isEmpty();
            assertThat(file.tensors()).isEmpty();
        }
    }

    @Test
    void a_header_padded_with_spaces_gaps_and_unknown_fields_pass() throws IOException {
        String header = "{\"w\":{\"extra\":[{}],\"data_offsets\":[8,12],\"shape\":[],\"dtype\":\"F32\"}}   ";
        byte[] data = new LittleEndianBytes().int64(0).float32(7f).toArray();
        FloatBuffer target = FloatBuffer.allocate(1);

        try (SafetensorsFile file = open(header, data)) {
            file.read("w", target);
        }

        assertThat(target.array()).containsExactly(7f);
    }

    private SafetensorsFile open(String header, byte[] data) throws IOException {
        return SafetensorsFile.open(TestSafetensors.write(folder.resolve("test.safetensors"), header, data));
    }
}
