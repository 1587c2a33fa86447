package dev.engram.eval.metrics;

import dev.engram.eval.benchmark.PromptRole;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The share of a record's tests of one sort that count: whose conditions the model answered rightly before the edit (Cohen et al. 2024).
 *
 * @param group the benchmark's own name for tests of this sort; empty for those without
 */
public record ConditionsMet(PromptRole role, String group) implements Metric {

    @Override
    public String name() {
        return TestMetric.name(role, group, "conditions-met");
    }

    @Override
    public String fieldName() {
        return FieldNames.of(TestMetric.name(role, "", "conditions-met"));
    }

    @Override
    public String definition() {
        return "Share of tests by " + Wording.of(role).prompts()
                + (group.isEmpty() ? "" : ", of the sort " + group)
                + ", that count: before the edit, the model's greedy text contains a right answer to each of their conditions.";
    }

    /** Empty for records none of whose tests has a condition. */
    @Override
    public OptionalDouble of(ScoredEdit edit) {
        List<EditTest> tests = edit.tests(role, group);
        return tests.stream().allMatch(test -> test.conditions().isEmpty())
                ? OptionalDouble.empty()
                : tests.stream().mapToDouble(test -> test.counts() ? 1 : 0).average();
    }
}
