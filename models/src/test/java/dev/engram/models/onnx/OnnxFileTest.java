package dev.engram.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.weights.CheckpointException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxFileTest {

    @TempDir
    private Path folder;

    @Test
    void a_sound_file_says_its_operators_and_where_its_weights_are() throws IOException {
        Files.write(folder.resolve("model.onnx_data"), new byte[64]);
        Path file = TinyGraphs.withExternalData(
                folder.resolve("model.onnx"),
                Map.of("location", "model.onnx_data", "offset", "56", "length", "8"),
                false);

        OnnxFile read = OnnxFile.read(file);

        assertThat(read.operatorSets()).isEqualTo(Map.of("", 17L));
        assertThat(read.dataFiles()).containsExactly(folder.resolve("model.onnx_data"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "/etc/passwd", "data/../../secret", "", "..", "..\\secret"})
    void weights_outside_the_models_directory_are_refused(String location) throws IOException {
        Files.createDirectories(folder.resolve("model"));
        Files.write(folder.resolve("secret"), new byte[64]);
        for (boolean inAttribute : new boolean[] {false, true}) {
            Path file = TinyGraphs.withExternalData(
                    folder.resolve("model/model.onnx"), Map.of("location", location), inAttribute);

            assertThatThrownBy(() -> OnnxFile.read(file))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(file + ": tensor 'far' has its data in '" + location
                            + "'; only files in the model's own directory are read");
        }
    }

    @Test
    void weights_that_are_not_there_are_refused() throws IOException {
        Path missing = TinyGraphs.withExternalData(folder.resolve("a.onnx"), Map.of("location", "gone"), false);
        Files.write(folder.resolve("short"), new byte[10]);
        Path cut = TinyGraphs.withExternalData(
                folder.resolve("b.onnx"), Map.of("location", "short", "offset", "4", "length", "8"), false);
        Path wild = TinyGraphs.withExternalData(
                folder.resolve("c.onnx"), Map.of("location", "short", "offset", "x"), false);

        assertThatThrownBy(() -> OnnxFile.read(missing)).hasMessageContaining("'gone', which is not there");
        assertThatThrownBy(() -> OnnxFile.read(cut))
                .hasMessageContaining("at byte 4 of short, 8 bytes long, and that file has 10");
        assertThatThrownBy(() -> OnnxFile.read(wild)).hasMessageContaining("'x' as the offset of its data");
    }

    @Test
    void a_file_larger_than_the_format_allows_is_refused_unread() throws IOException {
        Path file = folder.resolve("model.onnx");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(3L << 30);
        }

        assertThatThrownBy(() -> OnnxFile.read(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        file + ": has 3221225472 bytes, and an ONNX file can have 2147483647 at most; larger weights"
                                + " lie beside it, as external data");
    }

    @Test
    void a_file_that_was_cut_off_is_refused_wherever_that_was() throws IOException {
        byte[] whole = TinyGraphs.transposition().toByteArray();
        Path file = folder.resolve("model.onnx");
        Files.write(file, whole);
        assertThat(OnnxFile.read(file).dataFiles()).isEmpty();
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));

            assertThatThrownBy(() -> OnnxFile.read(file))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageStartingWith(file + ": is no ONNX");
        }
    }

    @Test
    void what_is_no_onnx_file_is_refused() throws IOException {
        Path text = Files.writeString(folder.resolve("a.onnx"), "<!DOCTYPE html><html>not found</html>");
        Path empty = Files.write(folder.resolve("b.onnx"), new byte[0]);

        assertThatThrownBy(() -> OnnxFile.read(text)).hasMessageContaining("is no ONNX file, or is damaged");
        assertThatThrownBy(() -> OnnxFile.read(empty)).hasMessageContaining("is no ONNX model");
        assertThatThrownBy(() -> OnnxFile.read(folder.resolve("c.onnx"))).hasMessageContaining("there is no such file");
    }
}
