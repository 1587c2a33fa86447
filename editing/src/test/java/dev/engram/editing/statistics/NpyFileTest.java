package dev.engram.editing.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.tensor.FloatTensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyFileTest {

    @TempDir
    private Path folder;

    @Test
    void doubles_and_floats_are_read() throws IOException {
        ByteBuffer doubles = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        doubles.asDoubleBuffer().put(new double[] {1.5, -2, 1e300});
        ByteBuffer floats = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        floats.asFloatBuffer().put(new float[] {0.5f, -3});

        assertThat(NpyFile.vector(written("<f8", List.of(3L), doubles.array()))).containsExactly(1.5, -2, 1e300);
        assertThat(NpyFile.vector(written("<f4", List.of(2L), floats.array()))).containsExactly(0.5, -3);
        assertThat(NpyFile.vector(written("<f8", List.of(0L), new byte[0]))).isEmpty();
    }

    @Test
    void what_is_written_is_read() throws IOException {
        Path file = folder.resolve("written.npy");
        NpyFile.write(file, FloatTensor.of(new float[] {0.5f, -3, 1e30f}, 3));

        assertThat(NpyFile.vector(file)).containsExactly(0.5, -3, 1e30f);
    }

    @Test
    void what_holds_fewer_or_more_numbers_than_it_says_is_refused_before_memory_is_taken() {
        assertRefused("<f8", List.of(3L), 16, "has 16 bytes for 3 numbers of 8 bytes");
        assertRefused("<f8", List.of(1L), 16, "has 16 bytes for 1 numbers of 8 bytes");
        assertRefused("<f8", List.of(1L << 40), 16, "has 16 bytes for 1099511627776 numbers");
        assertRefused("<f8", List.of(1L << 59), 16, "has 16 bytes for 576460752303423488 numbers");
    }

    @Test
    void other_shapes_and_types_are_refused() {
        assertRefused("<f8", List.of(1L, 2L), 16, "has the shape [1, 2], not one dimension");
        assertRefused("<f8", List.of(), 8, "has the shape [], not one dimension");
        assertRefused("<i8", List.of(2L), 16, "numbers of the type <i8");
    }

    @Test
    void what_is_no_array_is_refused() throws IOException {
        Path file = folder.resolve("text.npy");
        Files.writeString(file, "no array at all");

        assertThatThrownBy(() -> NpyFile.vector(file))
                .isInstanceOf(StatisticsFileException.class)
                .hasMessageContaining("text.npy: is no NumPy array");
    }

    private void assertRefused(String type, List<Long> shape, int bytes, String problem) {
        assertThatThrownBy(() -> NpyFile.vector(written(type, shape, new byte[bytes])))
                .isInstanceOf(StatisticsFileException.class)
                .hasMessageContaining(problem);
    }

    private Path written(String type, List<Long> shape, byte[] numbers) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(NpyHeader.encode(type, shape));
        bytes.write(numbers);
        return Files.write(folder.resolve("vector.npy"), bytes.toByteArray());
    }
}
