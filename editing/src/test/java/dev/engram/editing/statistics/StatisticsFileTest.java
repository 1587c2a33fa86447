package dev.engram.editing.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.editing.solve.KeyStatistics;
import dev.engram.editing.solve.KeyText;
import dev.engram.editing.solve.StatisticsStamp;
import dev.engram.testing.SeededCases;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StatisticsFileTest {

    private static final String MODEL = "ab".repeat(32);
    private static final String OTHER = "cd".repeat(32);
    private static final KeyText TEXT = new KeyText.FromFile("encyclopedic text", "01".repeat(32));

    @TempDir
    private Path folder;

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(3);
    }

    private static StatisticsStamp stamp(int width, long tokens) {
        return new StatisticsStamp(MODEL, 17, width, tokens, TEXT, StatisticsStamp.VERSION);
    }

    private static KeyStatistics small() {
        return KeyStatistics.stamped(stamp(2, 5), new double[] {2, 1, 1, 3});
    }

    private Path written(KeyStatistics statistics) throws IOException {
        Path file = folder.resolve("layer-17.npz");
        StatisticsFile.write(file, statistics);
        return file;
    }

    private Path resource(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = StatisticsFileTest.class.getResourceAsStream(name)) {
            Files.copy(Objects.requireNonNull(in, name), file);
        }
        return file;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void what_is_written_is_read_to_the_bit(long seed) throws IOException {
        Random random = new Random(seed);
        // More than a buffer of 2^16 bytes, which rows do not divide.
        int width = 101;
        double[] sums = new double[width * width];
        for (int key = 0; key < 3; key++) {
            double[] entries = random.doubles(width, -1, 1).toArray();
            for (int i = 0; i < sums.length; i++) {
                sums[i] += entries[i / width] * entries[i % width];
            }
        }
        KeyStatistics statistics = KeyStatistics.stamped(stamp(width, 3), sums.clone());

        KeyStatistics read = StatisticsFile.read(written(statistics), new ExpectedStatistics(MODEL, 17, width));

        assertThat(read.stamp()).contains(stamp(width, 3));
        assertThat(read.count()).isEqualTo(3);
        assertThat(read.moment().data).isEqualTo(statistics.moment().data);
    }

    @Test
    void a_seed_travels_in_the_stamp_as_well() throws IOException {
        StatisticsStamp stamp = new StatisticsStamp(
                MODEL, 17, 1, 9, new KeyText.Sampled("text by the model \"itself\"", -4), StatisticsStamp.VERSION);

        Path file = written(KeyStatistics.stamped(stamp, new double[] {2}));

        assertThat(StatisticsFile.read(file, new ExpectedStatistics(MODEL, 17, 1))
                        .stamp())
                .contains(stamp);
    }

    @Test
    void the_same_statistics_make_the_same_bytes_and_nothing_is_left_beside_them() throws IOException {
        byte[] first = Files.readAllBytes(written(small()));

        assertThat(Files.readAllBytes(written(small()))).isEqualTo(first);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("layer-17.npz"));
        }
    }

    @Test
    void arrays_are_written_as_numpy_writes_them() throws IOException {
        try (ZipFile ours = new ZipFile(written(small()).toFile());
                ZipFile numpys = new ZipFile(resource("as-we-write.npz").toFile())) {
            assertThat(ours.stream().map(Object::toString))
                    .containsExactlyInAnyOrder(
                            "engram.json",
                            "mom2.constructor.npy",
                            "mom2.count.npy",
                            "mom2.mom2.npy",
                            "sample_size.npy");
            assertThat(numpys.size()).isEqualTo(4);
            for (String name : numpys.stream().map(Object::toString).toList()) {
                assertThat(bytes(ours, name)).as(name).isEqualTo(bytes(numpys, name));
            }
        }
    }

    private static byte[] bytes(ZipFile archive, String name) throws IOException {
        try (InputStream in = archive.getInputStream(archive.getEntry(name))) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"float32-stored.npz", "float32-compressed.npz", "float32-format-2.npz", "float32-format-3.npz"})
    void the_references_files_are_read_and_carry_no_stamp(String name) throws IOException {
        KeyStatistics statistics = StatisticsFile.read(resource(name), new ExpectedStatistics(MODEL, 3, 4));

        assertThat(statistics.stamp()).isEmpty();
        assertThat(statistics.count()).isEqualTo(40);
        assertThat(statistics.layer()).isEqualTo(3);
        JsonNode sums;
        try (InputStream in = StatisticsFileTest.class.getResourceAsStream("/dev/engram/editing/goldens.json")) {
            sums = JsonMapper.shared().readTree(Objects.requireNonNull(in)).required("float32Sums");
        }
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                assertThat(statistics.sum(i, j)).isEqualTo(sums.get(i).get(j).doubleValue());
            }
        }
    }

    @Test
    void statistics_of_something_else_are_refused_by_the_first_difference() throws IOException {
        Path file = written(small());

        assertThatThrownBy(() -> StatisticsFile.read(file, new ExpectedStatistics(OTHER, 3, 4)))
                .isInstanceOf(StatisticsFileException.class)
                .hasMessage(file + ": it is of model " + MODEL + ", not " + OTHER);
        assertThatThrownBy(() -> StatisticsFile.read(file, new ExpectedStatistics(MODEL, 3, 4)))
                .hasMessage(file + ": it is of layer 17, not 3");
        assertThatThrownBy(() -> StatisticsFile.read(file, new ExpectedStatistics(MODEL, 17, 4)))
                .hasMessage(file + ": it is of keys of width 2, not 4");
    }

    @Test
    void an_unstamped_file_of_another_width_is_refused() throws IOException {
        Path file = resource("float32-stored.npz");

        assertThatThrownBy(() -> StatisticsFile.read(file, new ExpectedStatistics(MODEL, 3, 5)))
                .isInstanceOf(StatisticsFileException.class)
                .hasMessage(file + ": 'mom2.mom2.npy' has the shape [4, 4], not [5, 5]");
    }

    @Test
    void statistics_without_a_stamp_are_not_written() {
        KeyStatistics unstamped = KeyStatistics.unstamped(0, 1, 1, new double[] {1});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatisticsFile.write(folder.resolve("x.npz"), unstamped))
                .withMessageContaining("without a stamp");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        Path file = folder.resolve("absent.npz");

        assertThatThrownBy(() -> StatisticsFile.read(file, new ExpectedStatistics(MODEL, 17, 2)))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(file.toString());
    }

    @Test
    void a_file_cut_off_anywhere_is_refused() throws IOException {
        byte[] whole = Files.readAllBytes(written(small()));
        Path cut = folder.resolve("cut.npz");
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> StatisticsFile.read(cut, new ExpectedStatistics(MODEL, 17, 2)))
                    .as("%s of %s bytes", length, whole.length)
                    .isInstanceOf(StatisticsFileException.class)
                    .hasMessageContaining("cut.npz: ");
        }
    }

    /** No flipped bit may pass: at worst it hides the stamp, or lies where nobody reads, and the numbers are the same. */
    @ParameterizedTest
    @MethodSource("seeds")
    void a_damaged_file_is_refused_or_read_as_it_was(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] whole = Files.readAllBytes(written(small()));
        Path damaged = folder.resolve("damaged.npz");
        int refused = 0;
        for (int round = 0; round < 200; round++) {
            byte[] bytes = whole.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(damaged, bytes);
            try {
                KeyStatistics read = StatisticsFile.read(damaged, new ExpectedStatistics(MODEL, 17, 2));
                assertThat(read.moment().data).isEqualTo(small().moment().data);
                assertThat(read.stamp()).isIn(small().stamp(), Optional.empty());
            } catch (StatisticsFileException expected) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(50);
    }
}
