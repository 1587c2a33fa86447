package dev.engram.models.generation;

/** How the next token is chosen from its logits. */
public sealed interface Sampling {

    /** The highest logit; among equal ones the lowest id. */
    record Greedy() implements Sampling {}

    /**
     * A draw from the softmax at a temperature, cut to the {@code topK} likeliest tokens and then to the fewest whose probabilities
     * reach {@code topP}.
     *
     * @param topK 0 keeps all
     * @param topP 1 keeps all
     */
    record Random(double temperature, int topK, double topP, long seed) implements Sampling {

        public Random {
            if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "temperature " + temperature + " is not positive and finite; greedy needs none");
            }
            if (topK < 0) {
                throw new IllegalArgumentException("top-k of " + topK + "; 0 keeps all tokens");
            }
            if (!(topP > 0 && topP <= 1)) {
                throw new IllegalArgumentException("top-p of " + topP + " is not in (0, 1]");
            }
        }
    }
}
