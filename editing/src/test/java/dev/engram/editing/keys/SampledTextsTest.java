package dev.engram.editing.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.editing.solve.KeyText;
import dev.engram.models.SiteModel;
import dev.engram.models.TinyModels;
import dev.engram.testing.SeededCases;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts that random models write, with a tokenizer that opens no text by itself. */
class SampledTextsTest {

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(3);
    }

    private static List<List<Integer>> first(SampledTexts texts, int from, int count) throws IOException {
        List<List<Integer>> all = new ArrayList<>();
        try (KeyTexts.Reading reading = texts.open(from)) {
            while (all.size() < count) {
                all.addAll(reading.next());
            }
        }
        return all.subList(0, count);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_text_is_the_same_wherever_reading_begins(long seed) throws IOException {
        try (SiteModel model = TinyKeys.model(seed)) {
            SampledTexts texts = new SampledTexts(model, seed);

            List<List<Integer>> all = first(texts, 0, 80);

            for (int from : List.of(1, 32, 45)) {
                assertThat(first(texts, from, 80 - from)).isEqualTo(all.subList(from, 80));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void texts_begin_with_a_word_and_fill_the_context(long seed) throws IOException {
        try (SiteModel model = TinyKeys.model(seed)) {
            List<List<Integer>> texts = first(new SampledTexts(model, seed), 0, 16);

            assertThat(texts).allSatisfy(text -> assertThat(text).hasSize(TinyModels.CONTEXT));
            assertThat(texts.get(0)).startsWith(ids("The"));
            assertThat(texts.get(1)).startsWith(ids("In"));
            assertThat(texts.get(8)).startsWith(ids("The"));
            assertThat(texts).doesNotHaveDuplicates();
        }
    }

    private static Integer[] ids(String text) {
        return text.chars().map(c -> c % TinyModels.VOCABULARY).boxed().toArray(Integer[]::new);
    }

    @Test
    void another_seed_gives_other_texts_and_is_what_they_are_known_by() throws IOException {
        try (SiteModel model = TinyKeys.model(4)) {
            SampledTexts seven = new SampledTexts(model, 7);
            SampledTexts far = new SampledTexts(model, 7_000);

            assertThat(first(seven, 0, 10)).doesNotContainAnyElementsOf(first(far, 0, 10));
            assertThat(seven.identity())
                    .isInstanceOfSatisfying(
                            KeyText.Sampled.class,
                            sampled -> assertThat(sampled.seed()).isEqualTo(7));
        }
    }
}
