package dev.engram.models.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorFileTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 18, 19, 100, 1 << 20})
    void a_tensor_read_in_pieces_equals_one_read_at_once(int pieceBytes) throws IOException {
        byte[] stored = new byte[18 * 50];
        new Random(3).nextBytes(stored);
        Path file = Files.write(folder.resolve("tensor.bin"), stored);
        FloatBuffer whole = FloatBuffer.allocate(32 * 50);
        BlockDecoder.Q4_0.decode(ByteBuffer.wrap(stored), whole);
        StoredTensor tensor = new StoredTensor(
                new TensorInfo("t", ElementType.Q4_0, List.of(50L, 32L)), new Extent("t", 0, stored.length));
        FloatBuffer pieces = FloatBuffer.allocate(32 * 50);

        try (TensorFile tensors = new TensorFile(file, TensorFile.channel(file), List.of(tensor), pieceBytes)) {
            tensors.read("t", pieces);
        }

        assertThat(pieces.array()).isEqualTo(whole.array());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1 << 20})
    void bytes_copied_in_pieces_are_the_files_own(int pieceBytes) throws IOException {
        byte[] stored = new byte[100];
        new Random(3).nextBytes(stored);
        Path file = Files.write(folder.resolve("tensor.bin"), stored);
        Path copy = folder.resolve("copy.bin");
        long[] copied = {0};

        try (TensorFile tensors = new TensorFile(file, TensorFile.channel(file), List.of(), pieceBytes);
                FileChannel out = FileChannel.open(copy, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            tensors.copy(new Extent("t", 10, 60), out, bytes -> copied[0] += bytes);
            tensors.copy(new Extent("u", 0, 10), out, bytes -> copied[0] += bytes);
        }

        byte[] expected = new byte[70];
        System.arraycopy(stored, 10, expected, 0, 60);
        System.arraycopy(stored, 0, expected, 60, 10);
        assertThat(Files.readAllBytes(copy)).isEqualTo(expected);
        assertThat(copied[0]).isEqualTo(70);
    }

    @Test
    void a_tensor_beyond_four_gigabytes_is_read() throws IOException {
        long far = 5L << 30;
        String header = "{\"far\":" + TestSafetensors.entry("F32", "[2]", far, far + 8) + "}";
        Path file = TestSafetensors.write(folder.resolve("sparse.safetensors"), header, new byte[0]);
        byte[] numbers = new LittleEndianBytes().float32(1.25f).float32(-3f).toArray();
        // a hole: file systems in use take no room for it
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(numbers), channel.size() + far);
        }
        FloatBuffer target = FloatBuffer.allocate(2);

        try (SafetensorsFile opened = SafetensorsFile.open(file)) {
            opened.read("far", target);
        }

        assertThat(target.array()).containsExactly(1.25f, -3f);
    }

    @Test
    void an_empty_tensor_is_listed_and_read() throws IOException {
        String header = "{\"empty\":" + TestSafetensors.entry("F16", "[3,0]", 0, 0) + "}";
        Path file = TestSafetensors.write(folder.resolve("empty.safetensors"), header, new byte[0]);

        try (SafetensorsFile opened = SafetensorsFile.open(file)) {
            opened.read("empty", FloatBuffer.allocate(0));

            assertThat(opened.tensor("empty")).isNotNull();
        }
    }
}
