package dev.engram.eval.metrics;

import static dev.engram.eval.metrics.MadeScores.answer;
import static dev.engram.eval.metrics.MadeScores.asked;
import static dev.engram.eval.metrics.MadeScores.record;
import static dev.engram.eval.metrics.MadeScores.weighed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.eval.benchmark.PromptRole;
import dev.engram.eval.benchmark.PromptScore;
import dev.engram.eval.benchmark.RecordScore;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoredEditTest {

    private static final PromptScore REWRITE = weighed(PromptRole.REWRITE, 0.5, 0.25);
    private static final PromptScore NEIGHBOUR = weighed(PromptRole.NEIGHBOUR, 0.5, 0.25);

    @Test
    void prompts_are_paired_in_their_order() {
        PromptScore later = weighed(PromptRole.REWRITE, 0.9, 0.1);
        ScoredEdit edit = ScoredEdit.of(record("7", REWRITE, NEIGHBOUR), record("7", later, NEIGHBOUR));

        assertThat(edit.id()).isEqualTo("7");
        assertThat(edit.prompts(PromptRole.REWRITE)).containsExactly(new PromptPair(REWRITE, later));
    }

    @Test
    void scores_of_two_records_are_refused() {
        assertThatThrownBy(() -> ScoredEdit.of(record("7", REWRITE), record("8", REWRITE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("record 7 before the edit, and 8 after");
    }

    @Test
    void other_prompts_are_refused() {
        assertThatThrownBy(() -> ScoredEdit.of(record("7", REWRITE, NEIGHBOUR), record("7", REWRITE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 prompts before the edit and 1 after");
        assertThatThrownBy(() -> ScoredEdit.of(record("7", REWRITE), record("7", NEIGHBOUR)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was asked, and after it");
    }

    @Test
    void answers_of_other_tokens_are_refused_rather_than_cut_to_the_shorter() {
        RecordScore one = record("7", locality(List.of(1, 2), List.of(1, 2), -1, -1));
        RecordScore other = record("7", locality(List.of(1, 2, 3), List.of(1, 2, 3), -1, -1, -1));

        assertThatThrownBy(() -> ScoredEdit.of(one, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[[1, 2]] before the edit and [[1, 2, 3]] after it");
    }

    @Test
    void log_probabilities_that_are_not_numbers_are_refused() {
        assertThatThrownBy(() -> answer("Rome", List.of(1), List.of(1), Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[NaN] of 'Rome'");
    }

    private static PromptScore locality(List<Integer> tokens, List<Integer> choices, double... logProbabilities) {
        return asked(PromptRole.LOCALITY, "", 0, true)
                .answered(answer("Rome", tokens, choices, logProbabilities))
                .saying("Rome", 1);
    }
}
