package dev.engram.editing.context;

import java.util.List;

/**
 * Which texts an edit sees its prompt after, beside the prompt by itself: the reference's 20, which are ten of 5 and ten of 10 tokens, or
 * none.
 *
 * @param prefixes texts that are given, taken as they are
 * @param samples how many prefixes of which length the model makes besides
 * @param seed of what the model makes them of
 */
public record ContextSettings(List<String> prefixes, List<Samples> samples, long seed) {

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
        prefixes = List.copyOf(prefixes);
        samples = List.copyOf(samples);
        if (prefixes.contains("")) {
            throw new IllegalArgumentException("a prefix is empty; the prompt by itself is a context already");
        }
    }

    /** Sampled prefixes alone. */
    public static ContextSettings sampled(List<Samples> samples, long seed) {
        return new ContextSettings(List.of(), samples, seed);
    }

    /** The prompt by itself alone. */
    public static ContextSettings bare() {
        return new ContextSettings(List.of(), List.of(), 0);
    }
}
