package dev.engram.eval.metrics;

import static dev.engram.eval.metrics.MadeScores.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.eval.benchmark.ReadText;
import dev.engram.eval.benchmark.RecordScore;
import dev.engram.eval.metrics.text.TfIdf;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextMetricsTest {

    private static final double ROUNDING = 1e-12;

    private static final TfIdf WEIGHTS = new TfIdf(Map.of("red", 1.0, "green", 2.0));

    @Test
    void entropy_is_a_third_of_that_of_pairs_and_two_thirds_of_that_of_triples() {
        // a b a b a: pairs ab ba ab ba, one bit; triples aba bab aba, log2 3 - 2/3 bits.
        double triples = Math.log(3) / Math.log(2) - 2.0 / 3;

        assertThat(entropy("a b a b a")).isCloseTo(1.0 / 3 + 2 * triples / 3, within(ROUNDING));
    }

    @Test
    void entropy_is_the_mean_over_texts() {
        assertThat(entropy("a b a b a", "one and the same"))
                .isCloseTo((entropy("a b a b a") + entropy("one and the same")) / 2, within(ROUNDING));
    }

    @Test
    void a_text_that_repeats_itself_or_is_too_short_for_pairs_has_no_entropy() {
        assertThat(entropy("no no no no no no no")).isZero();
        assertThat(entropy("no")).isZero();
        assertThat(entropy("")).isZero();
    }

    @Test
    void without_texts_there_is_no_entropy() {
        assertThat(new NGramEntropy().of(ScoredEdit.unedited(texts("1")))).isEmpty();
    }

    @Test
    void consistency_is_the_cosine_of_all_texts_and_all_references() {
        TextConsistency consistency = new TextConsistency(WEIGHTS, Map.of("1", List.of("green", "and green")));

        // (red 1, green 2) and (0, green 4): 8 / (sqrt 5 * 4).
        assertThat(consistency
                        .of(ScoredEdit.unedited(texts("1", "It is red.", "Or green?")))
                        .getAsDouble())
                .isCloseTo(2 / Math.sqrt(5), within(ROUNDING));
        assertThat(consistency.of(ScoredEdit.unedited(texts("1", "It is blue."))))
                .hasValue(0);
    }

    @Test
    void without_reference_texts_there_is_no_consistency() {
        TextConsistency consistency = new TextConsistency(WEIGHTS, Map.of("1", List.of("green")));

        assertThat(consistency.of(ScoredEdit.unedited(texts("2", "It is red."))))
                .isEmpty();
        assertThat(consistency.of(ScoredEdit.unedited(texts("1")))).isEmpty();
    }

    @Test
    void reference_texts_that_the_vocabulary_does_not_know_are_refused_by_name() {
        assertThatThrownBy(() -> new TextConsistency(WEIGHTS, Map.of("17", List.of("blue"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reference texts of the record 17");
    }

    @Test
    void perplexity_is_e_to_the_power_of_the_mean_likelihood() {
        assertThat(new TextPerplexity("neutral").of(read(Math.log(32))).getAsDouble())
                .isCloseTo(32, within(1e-9));
        assertThat(new TextPerplexity("neutral").of(read(0))).hasValue(1);
    }

    @Test
    void a_destroyed_model_has_a_perplexity_that_can_still_be_averaged() {
        assertThat(new TextPerplexity("neutral").of(read(10_000))).hasValue(Math.exp(100));
    }

    @Test
    void a_text_that_was_not_read_has_no_perplexity() {
        assertThat(new TextPerplexity("other").of(read(1))).isEmpty();
    }

    @Test
    void a_likelihood_that_is_not_a_number_is_refused() {
        assertThatThrownBy(() -> new ReadText("neutral", Double.NaN, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'neutral'")
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> new ReadText("neutral", 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("over 0 tokens");
    }

    private static ScoredEdit read(double meanNegativeLogLikelihood) {
        return ScoredEdit.unedited(new RecordScore(
                "1", List.of(), List.of(), List.of(new ReadText("neutral", meanNegativeLogLikelihood, 10))));
    }

    private static double entropy(String... texts) {
        return new NGramEntropy().of(ScoredEdit.unedited(texts("1", texts))).orElseThrow();
    }
}
