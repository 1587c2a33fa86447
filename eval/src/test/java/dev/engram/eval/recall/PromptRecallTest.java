package dev.engram.eval.recall;

import static dev.engram.eval.SampleRecalls.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.eval.SampleRecalls;
import org.junit.jupiter.api.Test;

class PromptRecallTest {

    @Test
    void the_likelier_answer_is_told_by_the_mean_over_its_tokens() {
        AnswerRecall two = answer(-1, -1);
        AnswerRecall one = answer(-1.5);

        assertThat(two.probability()).isLessThan(one.probability());
        assertThat(SampleRecalls.prompt(two, one, false).prefersNew()).isTrue();
        assertThat(SampleRecalls.prompt(one, two, false).prefersNew()).isFalse();
    }

    @Test
    void answers_that_are_equally_likely_leave_it_at_the_old_one() {
        assertThat(SampleRecalls.prompt(answer(-1), answer(-1, -1), true).prefersNew())
                .isFalse();
    }

    @Test
    void an_answer_has_the_product_of_its_tokens_probabilities_and_the_rank_of_the_first() {
        AnswerRecall answer = answer(Math.log(0.5), Math.log(0.25));

        assertThat(answer.probability()).isCloseTo(0.125, within(1e-15));
        assertThat(answer.meanNegativeLogLikelihood()).isCloseTo(1.5 * Math.log(2), within(1e-15));
        assertThat(answer.rank()).isEqualTo(5);
    }
}
