package dev.engram.models.score;

import dev.engram.models.LanguageModel;
import dev.engram.models.tensor.FloatTensor;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The likeliest tokens after a text. */
public final class NextTokens {

    private NextTokens() {}

    /** One token that could come next. */
    public record Candidate(int id, float logit, double probability) {}

    /**
     * The {@code count} likeliest next tokens, the likeliest first; among equal ones the lower id.
     *
     * @throws ArithmeticException if the model's logits are not numbers
     */
    public static List<Candidate> top(LanguageModel model, List<Integer> tokens, int count) {
        FloatTensor logits = model.nextTokenLogits(List.of(tokens)).get(0);
        float[] values = logits.toArray();
        double highest = Double.NEGATIVE_INFINITY;
        for (float value : values) {
            if (Float.isNaN(value)) {
                throw new ArithmeticException(
                        "the model's logits are not numbers: its weights hold NaN or infinity, or overflow");
            }
            highest = Math.max(highest, value);
        }
        double sum = 0;
        for (float value : values) {
            sum += Math.exp(value - highest);
        }
        double shift = highest + Math.log(sum);
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer id) -> -values[id]).thenComparing(id -> id))
                .limit(count)
                .map(id -> new Candidate(id, values[id], Math.exp(values[id] - shift)))
                .toList();
    }
}
