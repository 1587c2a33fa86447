package dev.engram.editing.keys;

import static dev.engram.editing.keys.TinyKeys.FINGERPRINT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.editing.solve.KeyStatistics;
import dev.engram.editing.solve.StatisticsStamp;
import dev.engram.models.SiteModel;
import dev.engram.models.TinyModels;
import dev.engram.testing.SeededCases;
import dev.engram.testing.Tolerances;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of counting keys, on random tiny models in double precision. */
class KeyCollectorTest {

    private static final KeyCollector.Listener NOBODY = sums -> {};

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(6);
    }

    private static SortedMap<Integer, KeyStatistics> collect(
            SiteModel model, ListedTexts texts, List<Integer> layers, long tokens) throws IOException {
        return new KeyCollector(model, FINGERPRINT, texts).collect(layers, Map.of(), 0, tokens, NOBODY);
    }

    private static KeyStatistics at(int layer, SortedMap<Integer, KeyStatistics> statistics) {
        return Objects.requireNonNull(statistics.get(layer), () -> "layer " + layer);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void sums_are_those_of_whole_passes_over_exactly_as_many_tokens_as_asked_for(long seed) throws IOException {
        ListedTexts texts = ListedTexts.random(seed, 10);
        try (SiteModel model = TinyKeys.model(seed)) {
            int tokens = 1 + new Random(seed).nextInt(texts.tokens());

            SortedMap<Integer, KeyStatistics> all = collect(model, texts, TinyKeys.layers(model), tokens);

            assertThat(all.keySet()).containsExactlyElementsOf(TinyKeys.layers(model));
            all.forEach((layer, statistics) -> {
                assertThat(statistics.count()).isEqualTo(tokens);
                PlainSums.assertSame(
                        statistics, texts.plainSum(model, layer, tokens), Tolerances.PRODUCT_OF_FLOATS_RELATIVE);
            });
        }
    }

    @Test
    void the_last_text_is_cut_after_the_last_token_wanted() throws IOException {
        try (SiteModel model = TinyKeys.model(5)) {
            ListedTexts cut = new ListedTexts(List.of(List.of(4, 7), List.of(1)), 2);
            ListedTexts whole = new ListedTexts(List.of(List.of(4, 7), List.of(1, 9, 2), List.of(3)), 2);

            KeyStatistics statistics = at(1, collect(model, whole, List.of(1), 3));

            assertThat(PlainSums.held(statistics)).isEqualTo(PlainSums.held(at(1, collect(model, cut, List.of(1), 3))));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void layers_counted_in_one_pass_are_each_as_alone(long seed) throws IOException {
        ListedTexts texts = ListedTexts.random(seed, 8);
        try (SiteModel model = TinyKeys.model(seed)) {
            SortedMap<Integer, KeyStatistics> together =
                    collect(model, texts, TinyKeys.layers(model), texts.tokens() - 1);

            for (int layer : TinyKeys.layers(model)) {
                KeyStatistics alone = at(layer, collect(model, texts, List.of(layer), texts.tokens() - 1));
                PlainSums.assertSame(at(layer, together), PlainSums.held(alone), Tolerances.THREADS_RELATIVE);
                assertThat(at(layer, together).stamp()).isEqualTo(alone.stamp());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void what_goes_on_from_a_place_is_what_was_never_interrupted(long seed) throws IOException {
        ListedTexts texts = ListedTexts.random(seed, 12);
        int tokens = texts.tokens() - 1;
        try (SiteModel model = TinyKeys.model(seed)) {
            List<Integer> layers = TinyKeys.layers(model);
            SortedMap<Integer, KeyStatistics> whole = collect(model, texts, layers, tokens);
            List<Saved> places = new ArrayList<>();
            new KeyCollector(model, FINGERPRINT, texts)
                    .collect(
                            layers,
                            Map.of(),
                            0,
                            tokens,
                            sums -> places.add(new Saved(sums.tokens(), sums.texts(), sums.statistics())));
            assertThat(places).hasSize(4);

            for (Saved place : places) {
                SortedMap<Integer, KeyStatistics> goneOn = new KeyCollector(model, FINGERPRINT, texts)
                        .collect(layers, place.statistics(), place.texts(), tokens, NOBODY);

                goneOn.forEach((layer, statistics) -> {
                    assertThat(statistics.stamp()).isEqualTo(at(layer, whole).stamp());
                    PlainSums.assertSame(statistics, PlainSums.held(at(layer, whole)), Tolerances.THREADS_RELATIVE);
                });
            }
        }
    }

    /** A place that a listener heard of. */
    private record Saved(long tokens, int texts, SortedMap<Integer, KeyStatistics> statistics) {}

    @Test
    void a_listener_hears_what_was_counted_and_of_how_many_texts() throws IOException {
        ListedTexts texts =
                new ListedTexts(List.of(List.of(1, 2), List.of(3), List.of(4, 5, 6), List.of(7, 8), List.of(9)), 2);
        List<Saved> heard = new ArrayList<>();
        try (SiteModel model = TinyKeys.model(2)) {
            new KeyCollector(model, FINGERPRINT, texts)
                    .collect(
                            List.of(0),
                            Map.of(),
                            0,
                            7,
                            sums -> heard.add(new Saved(sums.tokens(), sums.texts(), sums.statistics())));

            assertThat(heard).extracting(Saved::tokens).containsExactly(3L, 7L);
            assertThat(heard).extracting(Saved::texts).containsExactly(2, 4);
            KeyStatistics first = at(0, heard.get(0).statistics());
            assertThat(first.count()).isEqualTo(3);
            PlainSums.assertSame(first, texts.plainSum(model, 0, 3), Tolerances.PRODUCT_OF_FLOATS_RELATIVE);
        }
    }

    @Test
    void the_stamp_says_of_what_and_of_how_many_tokens() throws IOException {
        ListedTexts texts = ListedTexts.random(4, 5);
        try (SiteModel model = TinyKeys.model(4)) {
            int width = model.spec().mlp().orElseThrow().width();

            KeyStatistics statistics = at(1, collect(model, texts, List.of(1), 6));

            assertThat(statistics.stamp())
                    .contains(new StatisticsStamp(
                            FINGERPRINT.sha256(), 1, width, 6, texts.identity(), StatisticsStamp.VERSION));
        }
    }

    @Test
    void texts_with_too_few_tokens_are_refused_with_both_numbers() {
        ListedTexts texts = new ListedTexts(List.of(List.of(1, 2), List.of(3)), 1);
        try (SiteModel model = TinyKeys.model(2)) {
            assertThatThrownBy(() -> collect(model, texts, List.of(0), 4))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "the text has only 3 tokens, and 4 are to be counted; give a longer text, or ask for fewer");
        }
    }

    @Test
    void what_was_begun_counts_among_the_tokens_that_a_text_lacks() throws IOException {
        ListedTexts texts = new ListedTexts(List.of(List.of(1, 2), List.of(3)), 1);
        try (SiteModel model = TinyKeys.model(2)) {
            SortedMap<Integer, KeyStatistics> begun = collect(model, texts, List.of(0), 2);

            assertThatThrownBy(
                            () -> new KeyCollector(model, FINGERPRINT, texts).collect(List.of(0), begun, 1, 4, NOBODY))
                    .hasMessageContaining("only 3 tokens, and 4");
        }
    }

    @Test
    void a_model_without_mlp_has_no_keys() {
        ListedTexts texts = ListedTexts.random(1, 2);
        try (SiteModel model = TinyKeys.of(TinyModels.attentionOnly(1))) {
            assertThatThrownBy(() -> collect(model, texts, List.of(0), 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("blocks.0.mlp.post does not exist");
        }
    }
}
