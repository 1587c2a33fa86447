package dev.engram.editing.keys;

import static dev.engram.editing.keys.TinyKeys.FINGERPRINT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.editing.solve.KeyStatistics;
import dev.engram.editing.solve.KeyText;
import dev.engram.editing.statistics.ExpectedStatistics;
import dev.engram.editing.statistics.StatisticsFileException;
import dev.engram.models.SiteModel;
import dev.engram.models.files.ModelFingerprint;
import dev.engram.testing.SeededCases;
import dev.engram.testing.Tolerances;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StatisticsCacheTest {

    private static final StatisticsCache.Listener NOBODY = (tokens, ofTokens) -> {};

    @TempDir
    private Path folder = Path.of("");

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(4);
    }

    private StatisticsCache cache(SiteModel model) {
        return new StatisticsCache(folder, model, FINGERPRINT);
    }

    /** The files that are kept, by name; other things beside them too. */
    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private Path only(String name) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> found = all.filter(file -> file.endsWith(name)).toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }

    /** The texts that cannot be read: whoever has their statistics need not. */
    private static KeyTexts closed(KeyTexts texts) {
        return new KeyTexts() {
            @Override
            public KeyText identity() {
                return texts.identity();
            }

            @Override
            public Reading open(int from) {
                throw new AssertionError("the texts are read again, from " + from);
            }
        };
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void statistics_are_the_sums_of_whole_passes(long seed) throws IOException {
        ListedTexts texts = ListedTexts.random(seed, 9);
        try (SiteModel model = TinyKeys.model(seed)) {
            int tokens = texts.tokens() - 1;
            StatisticsCache cache = cache(model);

            for (int layer : TinyKeys.layers(model)) {
                KeyStatistics statistics = cache.get(layer, TinyKeys.layers(model), texts, tokens, NOBODY);

                assertThat(statistics.layer()).isEqualTo(layer);
                assertThat(statistics.count()).isEqualTo(tokens);
                PlainSums.assertSame(
                        statistics, texts.plainSum(model, layer, tokens), Tolerances.PRODUCT_OF_FLOATS_RELATIVE);
            }
            assertThat(texts.openings()).as("one pass for all layers").containsExactly(0);
        }
    }

    @Test
    void what_is_kept_is_read_to_the_bit_and_nothing_is_run_again() throws IOException {
        ListedTexts texts = ListedTexts.random(3, 5);
        KeyStatistics first;
        try (SiteModel model = TinyKeys.model(3)) {
            first = cache(model).get(1, List.of(0, 1), texts, 12, NOBODY);
        }
        try (SiteModel later = TinyKeys.model(3)) {
            KeyStatistics again = cache(later).get(1, List.of(0, 1), closed(texts), 12, (tokens, ofTokens) -> {
                throw new AssertionError("tokens are counted again");
            });

            assertThat(PlainSums.held(again)).isEqualTo(PlainSums.held(first));
            assertThat(again.stamp()).isEqualTo(first.stamp());
        }
        assertThat(files()).containsExactly("layer-0.npz", "layer-1.npz");
    }

    @Test
    void only_layers_that_are_missing_are_collected() throws IOException {
        ListedTexts texts = ListedTexts.random(6, 5);
        try (SiteModel model = TinyKeys.model(6)) {
            cache(model).get(0, List.of(0), texts, 12, NOBODY);
            byte[] kept = Files.readAllBytes(only("layer-0.npz"));
            Files.setLastModifiedTime(only("layer-0.npz"), FileTime.fromMillis(1));

            cache(model).get(1, List.of(0, 1), texts, 12, NOBODY);

            assertThat(files()).containsExactly("layer-0.npz", "layer-1.npz");
            assertThat(Files.readAllBytes(only("layer-0.npz"))).isEqualTo(kept);
            assertThat(Files.getLastModifiedTime(only("layer-0.npz")).toMillis())
                    .isEqualTo(1);
        }
    }

    @Test
    void other_texts_and_other_numbers_of_tokens_are_kept_apart() throws IOException {
        ListedTexts texts = ListedTexts.random(6, 5);
        SampledTexts sampled;
        try (SiteModel model = TinyKeys.model(6)) {
            sampled = new SampledTexts(model, 4);
            StatisticsCache cache = cache(model);

            cache.get(0, List.of(0), texts, 12, NOBODY);
            cache.get(0, List.of(0), texts, 13, NOBODY);
            cache.get(0, List.of(0), sampled, 12, NOBODY);
            cache.get(0, List.of(0), new SampledTexts(model, 5), 12, NOBODY);

            assertThat(files()).hasSize(4);
            assertThat(cache.get(0, List.of(0), closed(sampled), 12, NOBODY)
                            .stamp()
                            .orElseThrow()
                            .text())
                    .isEqualTo(sampled.identity());
        }
    }

    @Test
    void a_listener_hears_how_far_the_count_is() throws IOException {
        ListedTexts texts =
                new ListedTexts(List.of(List.of(1, 2), List.of(3), List.of(4, 5, 6), List.of(7, 8), List.of(9)), 2);
        List<String> heard = new ArrayList<>();
        try (SiteModel model = TinyKeys.model(2)) {
            cache(model).get(0, List.of(0), texts, 7, (tokens, ofTokens) -> heard.add(tokens + " of " + ofTokens));
        }
        assertThat(heard).containsExactly("3 of 7", "7 of 7");
    }

    // --- interrupted

    /** A listener that ends a collection when it hears of it, as an interrupted process would. */
    private static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void a_collection_that_was_interrupted_is_made_again_with_the_same_sums() throws IOException {
        ListedTexts texts = ListedTexts.random(8, 9);
        int tokens = texts.tokens();
        try (SiteModel model = TinyKeys.model(8)) {
            assertThatThrownBy(() -> cache(model).get(0, List.of(0), texts, tokens, (done, ofTokens) -> {
                        if (done > tokens / 2) {
                            throw new Interruption();
                        }
                    }))
                    .isInstanceOf(Interruption.class);
            assertThat(files()).isEmpty();

            KeyStatistics statistics = cache(model).get(0, List.of(0), texts, tokens, NOBODY);

            PlainSums.assertSame(statistics, texts.plainSum(model, 0, tokens), Tolerances.PRODUCT_OF_FLOATS_RELATIVE);
            assertThat(files()).containsExactly("layer-0.npz");
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_collection_goes_on_from_where_it_was_saved_and_leaves_nothing_unfinished(long seed) throws IOException {
        ListedTexts texts = ListedTexts.random(seed, 12);
        int tokens = texts.tokens() - 1;
        try (SiteModel model = TinyKeys.model(seed)) {
            List<Integer> layers = TinyKeys.layers(model);
            save(model, layers, texts, tokens, 2);

            KeyStatistics statistics = cache(model).get(1, layers, texts, tokens, NOBODY);

            assertThat(texts.openings()).endsWith(6);
            assertThat(statistics.count()).isEqualTo(tokens);
            PlainSums.assertSame(statistics, texts.plainSum(model, 1, tokens), Tolerances.PRODUCT_OF_FLOATS_RELATIVE);
            assertThat(only("layer-1.npz").getParent())
                    .isDirectoryNotContaining(
                            file -> !String.valueOf(file.getFileName()).startsWith("layer-"));
        }
    }

    @Test
    void other_layers_than_were_saved_are_collected_from_the_beginning() throws IOException {
        ListedTexts texts = ListedTexts.random(8, 12);
        int tokens = texts.tokens() - 1;
        try (SiteModel model = TinyKeys.model(8)) {
            save(model, List.of(0, 1), texts, tokens, 2);

            KeyStatistics statistics = cache(model).get(1, List.of(1), texts, tokens, NOBODY);

            assertThat(texts.openings()).endsWith(0);
            PlainSums.assertSame(statistics, texts.plainSum(model, 1, tokens), Tolerances.PRODUCT_OF_FLOATS_RELATIVE);
        }
    }

    /** Leaves what a collection has on disk that was interrupted after some portions of texts. */
    private void save(SiteModel model, List<Integer> layers, ListedTexts texts, long tokens, int portions)
            throws IOException {
        assertThatThrownBy(() -> cache(model).get(0, layers, texts, tokens, (done, ofTokens) -> {
                    throw new Interruption();
                }))
                .isInstanceOf(Interruption.class);
        int width = model.spec().mlp().orElseThrow().width();
        UnfinishedCollection unfinished = new UnfinishedCollection(
                keptFolder(), layers, layer -> new ExpectedStatistics(FINGERPRINT.sha256(), layer, width));
        int[] heard = {0};
        new KeyCollector(model, FINGERPRINT, texts).collect(layers, Map.of(), 0, tokens, sums -> {
            if (++heard[0] == portions) {
                unfinished.write(sums);
            }
        });
        assertThat(heard[0]).isGreaterThan(portions);
    }

    /** The folder of the one collection that was begun. */
    private Path keptFolder() throws IOException {
        try (Stream<Path> all = Files.walk(folder, 2)) {
            List<Path> found = all.filter(file -> folder.relativize(file).getNameCount() == 2)
                    .toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }

    // --- refused

    @Test
    void a_text_with_too_few_tokens_is_refused_and_nothing_is_kept() throws IOException {
        ListedTexts texts = new ListedTexts(List.of(List.of(1, 2), List.of(3)), 1);
        try (SiteModel model = TinyKeys.model(2)) {
            assertThatThrownBy(() -> cache(model).get(0, List.of(0), texts, 9, NOBODY))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("only 3 tokens, and 9");
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void statistics_of_a_model_whose_fingerprint_begins_alike_are_refused_by_name() throws IOException {
        ListedTexts texts = ListedTexts.random(2, 5);
        ModelFingerprint alike = new ModelFingerprint("ab".repeat(31) + "cd");
        try (SiteModel model = TinyKeys.model(2)) {
            cache(model).get(0, List.of(0), texts, 9, NOBODY);

            assertThatThrownBy(() ->
                            new StatisticsCache(folder, model, alike).get(0, List.of(0), closed(texts), 9, NOBODY))
                    .isInstanceOf(StatisticsFileException.class)
                    .hasMessage(only("layer-0.npz") + ": it is of model " + FINGERPRINT.sha256() + ", not "
                            + alike.sha256());
        }
    }

    @Test
    void a_kept_file_that_is_damaged_is_refused_by_name() throws IOException {
        ListedTexts texts = ListedTexts.random(2, 5);
        try (SiteModel model = TinyKeys.model(2)) {
            cache(model).get(0, List.of(0), texts, 9, NOBODY);
            Path file = only("layer-0.npz");
            Files.write(file, new byte[] {'P', 'K'});

            assertThatThrownBy(() -> cache(model).get(0, List.of(0), texts, 9, NOBODY))
                    .isInstanceOf(StatisticsFileException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void ten_tokens_for_each_entry_of_a_key_are_usual() {
        try (SiteModel model = TinyKeys.model(2)) {
            assertThat(StatisticsCache.defaultTokens(model))
                    .isEqualTo(10L * model.spec().mlp().orElseThrow().width());
        }
    }
}
