package dev.engram.models.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.models.tensor.FloatTensor;
import dev.engram.testing.SeededCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged files either read or are refused by {@link CheckpointException}; any other exception or error fails the test. */
class CheckpointFuzzTest {

    private static final int DAMAGES_A_SEED = 100;

    private interface Opener {
        Checkpoint open() throws IOException;
    }

    @TempDir
    private Path folder;

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_damaged_gguf_file_reads_or_is_refused(long seed) throws IOException {
        GgufBytes bytes = TestGguf.bytes(
                new GgufMetadata(Map.of("name", "model", "tokens", List.of("a", "b"), "layers", 2L, "bos", true)),
                Map.of("w", FloatTensor.of(new float[16], 4, 4), "b", FloatTensor.of(new float[3], 3)));
        bytes.data().alignTo(32);
        bytes.tensor("q8", 8, bytes.data().size(), 64, 2);
        bytes.data().zeros(4 * 34).alignTo(32);
        bytes.tensor("q4", 3, bytes.data().size(), 32);
        bytes.data().zeros(20);
        Path file = bytes.writeTo(folder.resolve("fuzz.gguf"));

        damageAndRead(file, seed, () -> GgufFile.open(file));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_damaged_safetensors_file_reads_or_is_refused(long seed) throws IOException {
        Path file = smallSafetensors(folder.resolve("fuzz.safetensors"));

        damageAndRead(file, seed, () -> SafetensorsFile.open(file));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_damaged_index_reads_or_is_refused(long seed) throws IOException {
        smallSafetensors(folder.resolve("a.safetensors"));
        Path index = folder.resolve("model.safetensors.index.json");
        Files.writeString(
                index, "{\"metadata\":{},\"weight_map\":{\"w\":\"a.safetensors\",\"half\":\"a.safetensors\"}}");

        damageAndRead(index, seed, () -> SafetensorsCheckpoint.open(folder));
    }

    private static Path smallSafetensors(Path file) throws IOException {
        String header = "{\"__metadata__\":{\"format\":\"pt\"},\"w\":" + TestSafetensors.entry("F32", "[2,3]", 0, 24)
                + ",\"half\":" + TestSafetensors.entry("BF16", "[5]", 24, 34) + ",\"mask\":"
                + TestSafetensors.entry("BOOL", "[6]", 34, 40) + "}";
        return TestSafetensors.write(file, header, new byte[40]);
    }

    private void damageAndRead(Path file, long seed, Opener opener) throws IOException {
        byte[] sound = Files.readAllBytes(file);
        readAll(opener, sound.length);
        Random random = new Random(seed);
        for (int i = 0; i < DAMAGES_A_SEED; i++) {
            byte[] damaged = damaged(sound, random);
            Files.write(file, damaged);
            try {
                readAll(opener, damaged.length);
            } catch (CheckpointException refused) {
                assertThat(refused).hasMessageStartingWith(folder.toString());
            }
        }
    }

    private static byte[] damaged(byte[] sound, Random random) {
        byte[] damaged = sound.clone();
        for (int flips = random.nextInt(5); flips >= 0; flips--) {
            int index = random.nextInt(damaged.length);
            damaged[index] =
                    (byte) (random.nextBoolean() ? random.nextInt(256) : damaged[index] ^ 1 << random.nextInt(8));
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(damaged, random.nextInt(damaged.length)) : damaged;
    }

    private static void readAll(Opener opener, int fileSize) throws IOException {
        try (Checkpoint checkpoint = opener.open()) {
            for (TensorInfo tensor : checkpoint.tensors().values()) {
                assertThat(tensor.elements())
                        .as("%s against the file's size", tensor)
                        .isLessThan(2L * fileSize);
                assertThat(TestCheckpoints.floats(checkpoint, tensor.name())).hasSize((int) tensor.elements());
            }
        }
    }
}
