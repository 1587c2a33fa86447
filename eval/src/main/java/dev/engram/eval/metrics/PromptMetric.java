package dev.engram.eval.metrics;

import dev.engram.eval.benchmark.PromptRole;
import java.util.OptionalDouble;

/**
 * The mean of a measure over a record's prompts that are asked for one reason; prompts without the answers that it needs are left out.
 *
 * @param role of prompts that belong to edits: rewrites, paraphrases, neighbours; or of attribute prompts
 */
public record PromptMetric(PromptRole role, PromptMeasure measure) implements Metric {

    @Override
    public String name() {
        return role.label() + "." + measure.label();
    }

    @Override
    public String fieldName() {
        return FieldNames.of(name());
    }

    @Override
    public String definition() {
        return Wording.of(role).of(measure) + ".";
    }

    @Override
    public OptionalDouble of(ScoredEdit edit) {
        return edit.prompts(role).stream()
                .map(measure::of)
                .flatMapToDouble(OptionalDouble::stream)
                .average();
    }
}
