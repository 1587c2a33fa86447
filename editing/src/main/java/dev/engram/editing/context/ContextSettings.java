package dev.engram.editing.context;

import java.util.List;

/**
 * Which texts an edit sees its prompt after, beside the prompt by itself: the reference's 20, which are ten of 5 and ten of 10 tokens, or
 * none.
 *
 * @param samples how many prefixes of which length
 * @param seed of what the model makes them of
 */
public record ContextSettings(List<Samples> samples, long seed) {

    /** As many prefixes of as many tokens. */
    public record Samples(int count, int tokens) {
        public Samples {
            if (count < 1 || tokens < 1) {
                throw new IllegalArgumentException(
                        count + " prefixes of " + tokens + " tokens; both must be 1 at least");
            }
        }
    }

    public ContextSettings {
        samples = List.copyOf(samples);
    }

    /** The prompt by itself alone. */
    public static ContextSettings bare() {
        return new ContextSettings(List.of(), 0);
    }
}
