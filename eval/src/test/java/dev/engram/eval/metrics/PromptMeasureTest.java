package dev.engram.eval.metrics;

import static dev.engram.eval.metrics.MadeScores.answer;
import static dev.engram.eval.metrics.MadeScores.asked;
import static dev.engram.eval.metrics.MadeScores.weighed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.eval.benchmark.AnswerScore;
import dev.engram.eval.benchmark.PromptRole;
import dev.engram.eval.benchmark.PromptScore;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PromptMeasureTest {

    private static final double ROUNDING = 1e-15;

    private static final List<Integer> RIGHT = List.of(1, 2, 3, 4);

    @Test
    void a_rewrite_succeeds_where_the_new_answer_is_likelier_and_a_neighbour_where_it_is_not() {
        assertThat(after(PromptMeasure.RIGHT_LIKELIER, weighed(PromptRole.REWRITE, 0.5, 0.25)))
                .hasValue(1);
        assertThat(after(PromptMeasure.RIGHT_LIKELIER, weighed(PromptRole.PARAPHRASE, 0.25, 0.5)))
                .hasValue(0);
        assertThat(after(PromptMeasure.RIGHT_LIKELIER, weighed(PromptRole.NEIGHBOUR, 0.25, 0.5)))
                .hasValue(1);
        assertThat(after(PromptMeasure.RIGHT_LIKELIER, weighed(PromptRole.NEIGHBOUR, 0.5, 0.25)))
                .hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"REWRITE", "PARAPHRASE", "NEIGHBOUR", "ATTRIBUTE"})
    void equally_likely_answers_are_no_success_of_anything(PromptRole role) {
        assertThat(after(PromptMeasure.RIGHT_LIKELIER, weighed(role, 0.25, 0.25)))
                .hasValue(0);
    }

    @Test
    void a_margin_is_the_right_answers_probability_less_the_others() {
        assertThat(after(PromptMeasure.PROBABILITY_MARGIN, weighed(PromptRole.REWRITE, 0.5, 0.125))
                        .getAsDouble())
                .isCloseTo(0.375, within(ROUNDING));
        assertThat(after(PromptMeasure.PROBABILITY_MARGIN, weighed(PromptRole.NEIGHBOUR, 0.5, 0.125))
                        .getAsDouble())
                .isCloseTo(-0.375, within(ROUNDING));
    }

    @Test
    void likelihoods_are_means_over_tokens_so_that_a_long_answer_is_not_at_a_disadvantage() {
        PromptScore score = asked(PromptRole.REWRITE, "", 0, true)
                .answered(answer("long", List.of(1, 2), List.of(9, 9), Math.log(0.5), Math.log(0.125)))
                .answered(answer("short", List.of(3), List.of(9), Math.log(0.2)))
                .saying("blue");

        // The long one's probability is 1/16, but e to the mean of logarithms 1/4.
        assertThat(after(PromptMeasure.RIGHT_LIKELIER, score)).hasValue(1);
        assertThat(after(PromptMeasure.PROBABILITY_MARGIN, score).getAsDouble()).isCloseTo(0.05, within(ROUNDING));
    }

    @Test
    void token_accuracy_is_the_share_of_tokens_chosen_and_all_tokens_accuracy_needs_every_one() {
        PromptScore three = right(List.of(1, 9, 3, 4), "", 1, 9);
        PromptScore all = right(RIGHT, "", 1, 2, 3, 4);

        assertThat(after(PromptMeasure.TOKEN_ACCURACY, three)).hasValue(0.75);
        assertThat(after(PromptMeasure.ALL_TOKENS_ACCURACY, three)).hasValue(0);
        assertThat(after(PromptMeasure.TOKEN_ACCURACY, all)).hasValue(1);
        assertThat(after(PromptMeasure.ALL_TOKENS_ACCURACY, all)).hasValue(1);
    }

    @Test
    void generated_text_is_exact_where_it_begins_with_the_answers_tokens() {
        assertThat(after(PromptMeasure.GENERATED_EXACT, right(RIGHT, "", 1, 2, 3, 4, 7)))
                .hasValue(1);
        assertThat(after(PromptMeasure.GENERATED_EXACT, right(RIGHT, "", 7, 1, 2, 3, 4)))
                .hasValue(0);
        assertThat(after(PromptMeasure.GENERATED_EXACT, right(RIGHT, "", 1, 2, 3)))
                .as("it ended too early")
                .hasValue(0);
    }

    @Test
    void generated_text_contains_an_answer_or_an_alias_of_it() {
        assertThat(after(PromptMeasure.GENERATED_CONTAINS, right(RIGHT, "the city of roma, which", 7)))
                .hasValue(1);
        assertThat(after(PromptMeasure.GENERATED_CONTAINS, right(RIGHT, "the Romans", 1, 2, 3, 4)))
                .hasValue(0);
    }

    @Test
    void token_stability_compares_first_choices_and_not_the_answer() {
        PromptScore before = right(List.of(7, 9, 3, 4), "one", 7);
        PromptScore after = right(List.of(7, 8, 3, 9), "other", 7, 8);

        assertThat(PromptMeasure.TOKEN_STABILITY.of(new PromptPair(before, after)))
                .hasValue(0.5);
        assertThat(PromptMeasure.GENERATED_STABILITY.of(new PromptPair(before, after)))
                .hasValue(0);
        assertThat(PromptMeasure.TOKEN_ACCURACY.of(new PromptPair(before, after)))
                .as("against the right answer, of the same two")
                .hasValue(0.25);
    }

    @Test
    void what_does_not_change_is_stable() {
        PromptScore score = right(List.of(7, 9, 3, 4), "one", 7);

        assertThat(after(PromptMeasure.TOKEN_STABILITY, score)).hasValue(1);
        assertThat(after(PromptMeasure.GENERATED_STABILITY, score)).hasValue(1);
    }

    @Test
    void a_neighbours_right_answer_is_its_second() {
        PromptScore score = asked(PromptRole.NEIGHBOUR, "", 0, true)
                .answered(answer("new", List.of(5), List.of(5), -1))
                .answered(answer("its own", List.of(6, 7), List.of(6, 9), -1, -2))
                .saying("", 6, 7);

        assertThat(after(PromptMeasure.TOKEN_ACCURACY, score)).hasValue(0.5);
        assertThat(after(PromptMeasure.GENERATED_EXACT, score)).hasValue(1);
    }

    @Test
    void without_the_answers_that_a_measure_needs_there_is_no_value() {
        PromptScore noOther = right(RIGHT, "", 1, 2, 3, 4);
        PromptScore none = asked(PromptRole.LOCALITY, "", 0, true).withRight().saying("blue", 9);

        assertThat(after(PromptMeasure.RIGHT_LIKELIER, noOther)).isEmpty();
        assertThat(after(PromptMeasure.PROBABILITY_MARGIN, noOther)).isEmpty();
        assertThat(after(PromptMeasure.TOKEN_ACCURACY, none)).isEmpty();
        assertThat(after(PromptMeasure.ALL_TOKENS_ACCURACY, none)).isEmpty();
        assertThat(after(PromptMeasure.GENERATED_EXACT, none)).isEmpty();
        assertThat(after(PromptMeasure.GENERATED_CONTAINS, none)).isEmpty();
        assertThat(after(PromptMeasure.TOKEN_STABILITY, none)).isEmpty();
        assertThat(after(PromptMeasure.GENERATED_STABILITY, none))
                .as("a change can be told without a right answer")
                .hasValue(1);
    }

    /** After which the tokens 1 2 3 4 are right. */
    private static PromptScore right(List<Integer> choices, String said, int... saidTokens) {
        AnswerScore answer = answer("Rome", RIGHT, choices, -1, -1, -1, -1);
        return asked(PromptRole.LOCALITY, "", 0, true).answered(answer).saying(said, saidTokens);
    }

    private static OptionalDouble after(PromptMeasure measure, PromptScore score) {
        return measure.of(new PromptPair(score, score));
    }
}
