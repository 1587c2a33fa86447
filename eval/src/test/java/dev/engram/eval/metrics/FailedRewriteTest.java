package dev.engram.eval.metrics;

import static dev.engram.eval.metrics.MadeScores.answer;
import static dev.engram.eval.metrics.MadeScores.asked;
import static dev.engram.eval.metrics.MadeScores.record;
import static dev.engram.eval.metrics.MadeScores.weighed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.eval.benchmark.PromptRole;
import dev.engram.eval.benchmark.PromptScore;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailedRewriteTest {

    private static List<FailedRewrite> failed(PromptScore... prompts) {
        return FailedRewrite.of(ScoredEdit.unedited(record("7", prompts)));
    }

    private static PromptScore weighedAndSaid(double pNew, double pOld) {
        return asked(PromptRole.REWRITE, "", 0, true)
                .answered(answer("new", List.of(1), List.of(1), Math.log(pNew)))
                .answered(answer("old", List.of(2), List.of(1), Math.log(pOld)))
                .saying("new", 1);
    }

    @Test
    void a_new_answer_that_is_likelier_and_said_has_not_failed() {
        assertThat(failed(weighedAndSaid(0.5, 0.2))).isEmpty();
    }

    @Test
    void one_that_is_not_said_has_failed_and_so_has_one_that_is_not_likelier() {
        assertThat(failed(weighed(PromptRole.REWRITE, 0.4, 0.1)))
                .containsExactly(new FailedRewrite("7", "a prompt", "new", Optional.empty(), false, "blue"));
        assertThat(failed(weighedAndSaid(0.2, 0.2)))
                .as("as likely is not likelier")
                .containsExactly(new FailedRewrite("7", "a prompt", "new", Optional.of("old"), true, "new"));
        assertThat(failed(weighed(PromptRole.REWRITE, 0.1, 0.4), weighedAndSaid(0.5, 0.2)))
                .containsExactly(new FailedRewrite("7", "a prompt", "new", Optional.of("other"), false, "blue"));
    }

    @Test
    void without_an_old_answer_what_is_said_decides() {
        assertThat(failed(asked(PromptRole.REWRITE, "", 0, true)
                        .answered(answer("new", List.of(1, 3), List.of(1, 3), -1, -1))
                        .saying("new", 1, 3, 5)))
                .isEmpty();
        assertThat(failed(asked(PromptRole.REWRITE, "", 0, true)
                        .answered(answer("new", List.of(1, 3), List.of(1, 4), -1, -1))
                        .saying("nearly", 1, 4, 5)))
                .containsExactly(new FailedRewrite("7", "a prompt", "new", Optional.empty(), false, "nearly"));
    }

    @Test
    void other_prompts_are_no_rewrites() {
        assertThat(failed(weighed(PromptRole.PARAPHRASE, 0.1, 0.4), weighed(PromptRole.NEIGHBOUR, 0.4, 0.1)))
                .isEmpty();
    }
}
