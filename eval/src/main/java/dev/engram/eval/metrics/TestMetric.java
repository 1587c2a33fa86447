package dev.engram.eval.metrics;

import dev.engram.eval.benchmark.PromptRole;
import java.util.OptionalDouble;

/**
 * The mean of a measure over a record's tests of one sort. A test's value is that of its best question where any is enough, of its worst where
 * all are needed. A test counts only where the model answered its conditions rightly before the edit.
 *
 * @param group the benchmark's own name for tests of this sort; empty for those without
 */
public record TestMetric(PromptRole role, String group, PromptMeasure measure) implements Metric {

    /** How a metric of tests is called; {@code portability[Reasoning].token-accuracy}. */
    static String name(PromptRole role, String group, String label) {
        return role.label() + (group.isEmpty() ? "" : "[" + group + "]") + "." + label;
    }

    @Override
    public String name() {
        return name(role, group, measure.label());
    }

    @Override
    public String fieldName() {
        return FieldNames.of(name(role, "", measure.label()));
    }

    @Override
    public String definition() {
        return Wording.of(role).of(measure)
                + (group.isEmpty() ? "" : ", of the sort " + group)
                + ". Questions of one test count once, by the best where any is enough and by the worst where all are"
                + " needed, and only where the model's greedy text answered the test's conditions before the edit.";
    }

    @Override
    public OptionalDouble of(ScoredEdit edit) {
        return edit.tests(role, group).stream()
                .filter(EditTest::counts)
                .map(test -> test.value(measure))
                .flatMapToDouble(OptionalDouble::stream)
                .average();
    }
}
