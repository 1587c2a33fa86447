package dev.engram.eval.metrics;

import dev.engram.eval.metrics.text.Mention;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Questions that decide together whether an edit passes a test.
 *
 * @param questions at least one; whether any or all must be answered rightly is the same for all of them
 * @param conditions what the model has to know before the edit for the test to count (Cohen et al. 2024); may be empty
 */
public record EditTest(List<PromptPair> questions, List<PromptPair> conditions) {

    public EditTest {
        questions = List.copyOf(questions);
        conditions = List.copyOf(conditions);
        if (questions.isEmpty()) {
            throw new IllegalArgumentException("a test of an edit asks nothing");
        }
    }

    /**
     * Whether the model's greedy text before the edit contains a right answer to each condition. One whose answer is not known asks
     * nothing.
     */
    public boolean counts() {
        return conditions.stream()
                .allMatch(condition -> condition.asked().right().isEmpty()
                        || Mention.in(
                                condition.before().said(), condition.asked().right()));
    }

    /** The best of the questions' values where any of them is enough, the worst where all are needed; empty if one has none. */
    OptionalDouble value(PromptMeasure measure) {
        boolean needsAll = questions.get(0).asked().needsAll();
        double value = needsAll ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        for (PromptPair question : questions) {
            OptionalDouble one = measure.of(question);
            if (one.isEmpty()) {
                return one;
            }
            value = needsAll ? Math.min(value, one.getAsDouble()) : Math.max(value, one.getAsDouble());
        }
        return OptionalDouble.of(value);
    }
}
