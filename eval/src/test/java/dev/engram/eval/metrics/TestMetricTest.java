package dev.engram.eval.metrics;

import static dev.engram.eval.metrics.MadeScores.asked;
import static dev.engram.eval.metrics.MadeScores.question;
import static dev.engram.eval.metrics.MadeScores.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.eval.benchmark.PromptRole;
import dev.engram.eval.benchmark.PromptScore;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestMetricTest {

    private static final List<Integer> BOTH = List.of(1, 2);
    private static final List<Integer> FIRST = List.of(1, 9);
    private static final List<Integer> NONE = List.of(9, 9);

    @Test
    void where_any_question_is_enough_the_best_counts_and_where_all_are_needed_the_worst() {
        ScoredEdit edit = unedited(
                question(PromptRole.MULTI_HOP, "", 0, false, NONE, "blue"),
                question(PromptRole.MULTI_HOP, "", 0, false, FIRST, "to Rome"),
                question(PromptRole.PORTABILITY, "", 1, true, BOTH, "Rome"),
                question(PromptRole.PORTABILITY, "", 1, true, FIRST, "blue"));

        assertThat(of(PromptRole.MULTI_HOP, "", PromptMeasure.GENERATED_CONTAINS, edit))
                .isEqualTo(1);
        assertThat(of(PromptRole.MULTI_HOP, "", PromptMeasure.TOKEN_ACCURACY, edit))
                .isEqualTo(0.5);
        assertThat(of(PromptRole.PORTABILITY, "", PromptMeasure.GENERATED_CONTAINS, edit))
                .isZero();
        assertThat(of(PromptRole.PORTABILITY, "", PromptMeasure.TOKEN_ACCURACY, edit))
                .isEqualTo(0.5);
        assertThat(of(PromptRole.PORTABILITY, "", PromptMeasure.ALL_TOKENS_ACCURACY, edit))
                .isZero();
    }

    @Test
    void a_record_counts_its_tests_and_not_their_questions() {
        ScoredEdit edit = unedited(
                question(PromptRole.PORTABILITY, "", 0, true, BOTH, "Rome"),
                question(PromptRole.PORTABILITY, "", 1, false, NONE, "blue"),
                question(PromptRole.PORTABILITY, "", 1, false, NONE, "blue"),
                question(PromptRole.PORTABILITY, "", 1, false, NONE, "blue"));

        assertThat(of(PromptRole.PORTABILITY, "", PromptMeasure.GENERATED_CONTAINS, edit))
                .isEqualTo(0.5);
    }

    @Test
    void a_test_counts_only_where_its_conditions_were_answered_before_the_edit() {
        PromptScore right = question(PromptRole.PORTABILITY, "", 0, true, BOTH, "Rome");
        PromptScore wrong = question(PromptRole.PORTABILITY, "", 1, true, NONE, "blue");
        PromptScore known = question(PromptRole.CONDITION, "", 1, true, NONE, "it is Rome");
        PromptScore unknown = question(PromptRole.CONDITION, "", 1, true, NONE, "blue");
        TestMetric accuracy = new TestMetric(PromptRole.PORTABILITY, "", PromptMeasure.GENERATED_CONTAINS);

        assertThat(accuracy.of(ScoredEdit.of(record("1", right, wrong, unknown), record("1", right, wrong, known))))
                .as("known after the edit only: the test that failed does not count")
                .hasValue(1);
        assertThat(accuracy.of(ScoredEdit.of(record("1", right, wrong, known), record("1", right, wrong, unknown))))
                .as("known before the edit: it counts, whatever the edit did to that knowledge")
                .hasValue(0.5);
    }

    @Test
    void every_condition_of_a_test_must_be_known() {
        PromptScore test = question(PromptRole.LOCALITY, "", 0, true, BOTH, "Rome");
        PromptScore known = question(PromptRole.CONDITION, "", 0, true, NONE, "Roma");
        PromptScore unknown = question(PromptRole.CONDITION, "", 0, true, NONE, "blue");
        PromptScore nothingAsked =
                asked(PromptRole.CONDITION, "", 0, true).withRight().saying("blue", 9);

        assertThat(new ConditionsMet(PromptRole.LOCALITY, "").of(unedited(test, known, unknown)))
                .hasValue(0);
        assertThat(new ConditionsMet(PromptRole.LOCALITY, "").of(unedited(test, known, nothingAsked)))
                .as("a condition without a known answer asks nothing")
                .hasValue(1);
        assertThat(new ConditionsMet(PromptRole.LOCALITY, "").of(unedited(test)))
                .as("no conditions, no share of them")
                .isEmpty();
    }

    @Test
    void where_no_test_counts_there_is_no_value() {
        ScoredEdit edit = unedited(
                question(PromptRole.PORTABILITY, "", 0, true, BOTH, "Rome"),
                question(PromptRole.CONDITION, "", 0, true, NONE, "blue"));

        assertThat(new TestMetric(PromptRole.PORTABILITY, "", PromptMeasure.GENERATED_CONTAINS).of(edit))
                .isEmpty();
        assertThat(new ConditionsMet(PromptRole.PORTABILITY, "").of(edit)).hasValue(0);
    }

    @Test
    void sorts_of_tests_are_told_apart() {
        ScoredEdit edit = unedited(
                question(PromptRole.PORTABILITY, "Reasoning", 0, true, BOTH, "Rome"),
                question(PromptRole.PORTABILITY, "Subject_Aliasing", 1, true, NONE, "blue"));

        assertThat(of(PromptRole.PORTABILITY, "Reasoning", PromptMeasure.TOKEN_ACCURACY, edit))
                .isEqualTo(1);
        assertThat(of(PromptRole.PORTABILITY, "Subject_Aliasing", PromptMeasure.TOKEN_ACCURACY, edit))
                .isZero();
        assertThat(new TestMetric(PromptRole.PORTABILITY, "Logical_Generalization", PromptMeasure.TOKEN_ACCURACY)
                        .of(edit))
                .isEmpty();
    }

    @Test
    void a_test_with_a_question_that_cannot_be_judged_is_left_out() {
        ScoredEdit edit = unedited(
                question(PromptRole.LOCALITY, "", 0, true, BOTH, "Rome"),
                question(PromptRole.LOCALITY, "", 1, false, NONE, "blue"),
                asked(PromptRole.LOCALITY, "", 1, false).withRight().saying("blue", 9));

        assertThat(of(PromptRole.LOCALITY, "", PromptMeasure.GENERATED_CONTAINS, edit))
                .isEqualTo(1);
    }

    private static ScoredEdit unedited(PromptScore... prompts) {
        return ScoredEdit.unedited(record("1", prompts));
    }

    private static double of(PromptRole role, String group, PromptMeasure measure, ScoredEdit edit) {
        return new TestMetric(role, group, measure).of(edit).orElseThrow();
    }
}
