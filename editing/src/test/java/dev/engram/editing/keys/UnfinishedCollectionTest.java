package dev.engram.editing.keys;

import static dev.engram.editing.keys.TinyKeys.FINGERPRINT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.editing.solve.KeyStatistics;
import dev.engram.editing.solve.KeyText;
import dev.engram.editing.solve.StatisticsStamp;
import dev.engram.editing.statistics.ExpectedStatistics;
import dev.engram.editing.statistics.StatisticsFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnfinishedCollectionTest {

    private static final List<Integer> LAYERS = List.of(2, 5);

    @TempDir
    private Path kept = Path.of("");

    private UnfinishedCollection collection(List<Integer> layers) {
        return new UnfinishedCollection(kept, layers, layer -> new ExpectedStatistics(FINGERPRINT.sha256(), layer, 2));
    }

    private static KeyStatistics statistics(int layer, long tokens) {
        StatisticsStamp stamp = new StatisticsStamp(
                FINGERPRINT.sha256(), layer, 2, tokens, new KeyText.Sampled("sampled", 1), StatisticsStamp.VERSION);
        return KeyStatistics.stamped(stamp, new double[] {tokens, 0.1, 0.1, layer / 3.0});
    }

    /** What was counted of both layers, made up. */
    private record Counted(long tokens, int texts, SortedMap<Integer, KeyStatistics> statistics)
            implements KeyCollector.Progress {

        static Counted of(long tokens, int texts) {
            SortedMap<Integer, KeyStatistics> statistics = new TreeMap<>();
            LAYERS.forEach(layer -> statistics.put(layer, UnfinishedCollectionTest.statistics(layer, tokens)));
            return new Counted(tokens, texts, statistics);
        }

        /** One whose last layer cannot be written. */
        static Counted failing(long tokens, int texts) {
            Counted counted = of(tokens, texts);
            counted.statistics().put(5, KeyStatistics.unstamped(5, 1, 1, new double[] {1}));
            return counted;
        }
    }

    private static void assertState(UnfinishedCollection.State state, long tokens, int texts) {
        assertThat(state.texts()).isEqualTo(texts);
        assertThat(state.statistics().keySet()).containsExactlyElementsOf(LAYERS);
        state.statistics().forEach((layer, read) -> {
            assertThat(read.stamp()).isEqualTo(statistics(layer, tokens).stamp());
            assertThat(PlainSums.held(read)).isEqualTo(PlainSums.held(statistics(layer, tokens)));
        });
    }

    @Test
    void where_nothing_was_written_nothing_is_read() throws IOException {
        UnfinishedCollection.State state = collection(LAYERS).read();

        assertThat(state.texts()).isZero();
        assertThat(state.statistics()).isEmpty();
        assertThat(kept).isEmptyDirectory();
    }

    @Test
    void what_was_written_last_is_read_to_the_bit() throws IOException {
        UnfinishedCollection writing = collection(LAYERS);
        for (int i = 1; i <= 3; i++) {
            writing.write(Counted.of(10L * i, i));

            assertState(collection(LAYERS).read(), 10L * i, i);
        }
    }

    @Test
    void a_write_that_fails_half_way_leaves_the_one_before_it() throws IOException {
        UnfinishedCollection writing = collection(LAYERS);
        writing.write(Counted.of(10, 1));
        writing.write(Counted.of(20, 2));

        assertThatThrownBy(() -> writing.write(Counted.failing(30, 3))).isInstanceOf(IllegalArgumentException.class);

        assertState(collection(LAYERS).read(), 20, 2);
    }

    @Test
    void one_that_goes_on_does_not_write_over_what_it_has_read() throws IOException {
        collection(LAYERS).write(Counted.of(10, 1));
        UnfinishedCollection goingOn = collection(LAYERS);
        goingOn.read();

        assertThatThrownBy(() -> goingOn.write(Counted.failing(20, 2))).isInstanceOf(IllegalArgumentException.class);

        assertState(collection(LAYERS).read(), 10, 1);
    }

    @Test
    void collections_of_other_layers_lie_apart() throws IOException {
        collection(LAYERS).write(Counted.of(10, 1));

        assertThat(collection(List.of(2)).read().statistics()).isEmpty();
        assertThat(collection(List.of(5, 2)).read().statistics()).isEmpty();
        assertState(collection(LAYERS).read(), 10, 1);
    }

    @Test
    void what_is_deleted_leaves_nothing() throws IOException {
        UnfinishedCollection collection = collection(LAYERS);
        collection.write(Counted.of(10, 1));
        collection.write(Counted.of(20, 2));
        assertThatThrownBy(() -> collection.write(Counted.failing(30, 3))).isInstanceOf(IllegalArgumentException.class);

        collection.delete();

        assertThat(kept).isEmptyDirectory();
        collection.delete();
    }

    @Test
    void statistics_of_another_model_are_refused_by_name() throws IOException {
        collection(LAYERS).write(Counted.of(10, 1));
        String other = "cd".repeat(32);

        assertThatThrownBy(() ->
                        new UnfinishedCollection(kept, LAYERS, layer -> new ExpectedStatistics(other, layer, 2)).read())
                .isInstanceOf(StatisticsFileException.class)
                .hasMessageContaining("it is of model " + FINGERPRINT.sha256() + ", not " + other);
    }

    /** As a disk that lost its power may leave it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a ", "c 1", "a 1", "a x\n", "a 1 1\n"})
    void a_place_that_cannot_be_read_is_none(String place) throws IOException {
        collection(LAYERS).write(Counted.of(10, 1));
        Files.writeString(placeFile(), place);

        UnfinishedCollection.State state = collection(LAYERS).read();

        assertThat(state.texts()).isZero();
        assertThat(state.statistics()).isEmpty();
    }

    private Path placeFile() throws IOException {
        try (Stream<Path> files = Files.walk(kept)) {
            return files.filter(file -> file.endsWith("place.txt")).findFirst().orElseThrow();
        }
    }
}
