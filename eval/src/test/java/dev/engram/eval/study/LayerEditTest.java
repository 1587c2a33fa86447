package dev.engram.eval.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.eval.SampleRecalls;
import dev.engram.eval.recall.AnswerRecall;
import dev.engram.eval.recall.CaseRecall;
import dev.engram.eval.recall.PromptRecall;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LayerEditTest {

    private static final Offset<Double> ROUNDING = within(1e-12);

    /** An answer of one token. */
    private static AnswerRecall answer(double probability) {
        return SampleRecalls.answer(Math.log(probability));
    }

    private static PromptRecall prompt(double newAnswer, double oldAnswer) {
        return SampleRecalls.prompt(answer(newAnswer), answer(oldAnswer), newAnswer > 0.9);
    }

    @Test
    void scores_are_the_share_of_the_way_that_was_left() {
        CaseRecall before = new CaseRecall(
                prompt(0.2, 0.5), List.of(prompt(0.1, 0.6), prompt(0.5, 0.4)), List.of(prompt(0.1, 0.8)));
        CaseRecall after = new CaseRecall(
                prompt(0.6, 0.3), List.of(prompt(0.55, 0.3), prompt(0.4, 0.5)), List.of(prompt(0.1, 0.6)));

        LayerEdit edit = LayerEdit.of(3, before, after);

        assertThat(edit.layer()).isEqualTo(3);
        assertThat(edit.rewriteScore()).isCloseTo(0.4 / 0.8, ROUNDING);
        assertThat(edit.paraphraseScore().orElseThrow())
                .as("the second paraphrase got worse")
                .isCloseTo((0.45 / 0.9 - 0.1 / 0.5) / 2, ROUNDING);
        assertThat(edit.neighbourhoodScore().orElseThrow()).isCloseTo(1 - 0.2 / 0.8, ROUNDING);
        assertThat(edit.prefersNew()).isTrue();
        assertThat(edit.generalisation()).hasValue(0.5);
        assertThat(edit.specificity()).hasValue(1);
        assertThat(edit.saysNew()).isFalse();
    }

    @Test
    void an_edit_that_changes_nothing_scores_0_and_leaves_its_neighbours_whole() {
        CaseRecall same = new CaseRecall(prompt(0.2, 0.5), List.of(prompt(0.1, 0.6)), List.of(prompt(0.1, 0.8)));

        LayerEdit edit = LayerEdit.of(0, same, same);

        assertThat(edit.rewriteScore()).isZero();
        assertThat(edit.paraphraseScore()).hasValue(0);
        assertThat(edit.neighbourhoodScore()).hasValue(1);
    }

    @Test
    void an_answer_of_several_tokens_has_the_geometric_mean_of_their_probabilities() {
        assertThat(EditScores.probability(SampleRecalls.answer(Math.log(0.9), Math.log(0.4))))
                .isCloseTo(0.6, ROUNDING);
    }

    @Test
    void a_neighbour_that_lost_or_gained_all_that_it_could_scores_0() {
        assertThat(EditScores.staying(0.75, 0)).isZero();
        assertThat(EditScores.staying(0.25, 1)).isZero();
        assertThat(EditScores.staying(0.5, 0.25)).isEqualTo(0.5);
    }

    @Test
    void where_nothing_was_left_to_gain_there_is_no_score() {
        CaseRecall certain =
                new CaseRecall(prompt(0.995, 0.001), List.of(prompt(0.995, 0.001), prompt(0.2, 0.5)), List.of());
        CaseRecall open = new CaseRecall(prompt(0.98, 0.001), certain.paraphrases(), List.of());

        assertThat(LayerEdit.hasRoom(certain)).isFalse();
        assertThat(LayerEdit.hasRoom(open)).isTrue();
        assertThatThrownBy(() -> LayerEdit.of(0, certain, certain)).hasMessageContaining("certain of 'hymns' before");
        CaseRecall after = new CaseRecall(prompt(0.99, 0.001), List.of(prompt(0.5, 0.1), prompt(0.6, 0.1)), List.of());
        assertThat(LayerEdit.of(0, open, after).paraphraseScore().orElseThrow())
                .as("of the one with room")
                .isCloseTo(0.5, ROUNDING);
    }

    @Test
    void a_fact_without_paraphrases_and_neighbours_has_no_scores_of_them() {
        CaseRecall alone = new CaseRecall(prompt(0.2, 0.5), List.of(), List.of());

        LayerEdit edit = LayerEdit.of(0, alone, alone);

        assertThat(edit.paraphraseScore()).isEmpty();
        assertThat(edit.neighbourhoodScore()).isEmpty();
        assertThat(edit.generalisation()).isEmpty();
        assertThat(edit.specificity()).isEmpty();
    }
}
