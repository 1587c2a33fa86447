package dev.engram.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.tensor.FloatTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SafetensorsWriterTest {

    @TempDir
    private Path folder;

    /** Values that both types have. */
    @ParameterizedTest
    @EnumSource(names = {"F32", "F16"})
    void what_is_written_is_read_back(ElementType type) throws IOException {
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        tensors.put("b \"quoted\"", FloatTensor.of(new float[] {1, -2, 0.5f, 65504, -0f, 3}, 2, 3));
        tensors.put("a", FloatTensor.of(new float[] {0x1p-24f}, 1));
        tensors.put("none", FloatTensor.of(new float[0], 0, 4));
        Path file = folder.resolve("model.safetensors");

        SafetensorsWriter.write(file, tensors, type, Map.of("format", "pt"));

        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(read.metadata()).containsExactly(Map.entry("format", "pt"));
            assertThat(read.tensors().keySet()).containsExactlyElementsOf(tensors.keySet());
            for (Map.Entry<String, FloatTensor> tensor : tensors.entrySet()) {
                FloatBuffer values = FloatBuffer.allocate(tensor.getValue().size());
                read.read(tensor.getKey(), values);
                assertThat(values.array()).isEqualTo(tensor.getValue().toArray());
                assertThat(read.tensor(tensor.getKey()).type()).isEqualTo(type);
                assertThat(read.tensor(tensor.getKey()).shape())
                        .isEqualTo(tensor.getValue().shape().stream()
                                .map(Integer::longValue)
                                .toList());
            }
        }
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void the_data_begins_at_a_multiple_of_eight_bytes() throws IOException {
        for (int length = 1; length <= 9; length++) {
            Path file = folder.resolve("model.safetensors");
            SafetensorsWriter.write(
                    file, Map.of("n".repeat(length), FloatTensor.of(new float[] {1}, 1)), ElementType.F32, Map.of());

            long header = ByteBuffer.wrap(Files.readAllBytes(file))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getLong();
            assertThat(header % 8).isZero();
        }
    }

    @Test
    void what_is_no_number_of_the_type_is_refused_and_an_older_file_stays() throws IOException {
        Path file = folder.resolve("model.safetensors");
        Files.writeString(file, "older");
        for (float bad : List.of(Float.NaN, Float.NEGATIVE_INFINITY, 65505f)) {
            Map<String, FloatTensor> tensors = Map.of("weight", FloatTensor.of(new float[] {0, bad}, 2));

            assertThatThrownBy(() -> SafetensorsWriter.write(file, tensors, ElementType.F16, Map.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'weight'")
                    .hasMessageContaining(Float.toString(bad));
        }
        assertThat(Files.readString(file)).isEqualTo("older");
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void quantised_types_are_refused() {
        assertThatThrownBy(() -> SafetensorsWriter.write(folder.resolve("x"), Map.of(), ElementType.Q8_0, Map.of()))
                .hasMessageContaining("Q8_0");
    }
}
