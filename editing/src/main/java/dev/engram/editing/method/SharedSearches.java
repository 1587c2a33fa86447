package dev.engram.editing.method;

import dev.engram.editing.context.ContextSettings;
import dev.engram.editing.value.FoundValue;
import dev.engram.editing.value.ValueProblem;
import dev.engram.editing.value.ValueSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What was looked for in a model and found, so that the next one who looks for the same has it at once: the prefixes of some settings, and the
 * values of some problems at a layer, to the bit, since they are only shared where all problems that were solved side by side are the same.
 *
 * <p>For editors that see the model always with the same weights: methods that are compared, edits that are taken back. Used by the model's
 * thread.
 */
public final class SharedSearches {

    private final boolean keeps;
    private final Map<ContextSettings, Found<List<String>>> prefixes = new HashMap<>();
    private final Map<Values, Found<List<FoundValue>>> values = new HashMap<>();
    private double savedSeconds;

    private SharedSearches(boolean keeps) {
        this.keeps = keeps;
    }

    /** Nothing was looked for yet. */
    public static SharedSearches inOneModel() {
        return new SharedSearches(true);
    }

    /** Keeps nothing, for a model whose weights change between edits. */
    public static SharedSearches none() {
        return new SharedSearches(false);
    }

    /** Which values. */
    private record Values(int layer, ValueSettings settings, List<ValueProblem> problems) {}

    /** What it was, and how long it took. */
    private record Found<T>(T result, double seconds) {}

    List<String> prefixes(ContextSettings settings, Supplier<List<String>> sampling) {
        return get(prefixes, settings, sampling);
    }

    List<FoundValue> values(
            int layer, ValueSettings settings, List<ValueProblem> problems, Supplier<List<FoundValue>> search) {
        return get(values, new Values(layer, settings, List.copyOf(problems)), search);
    }

    private <K, T> T get(Map<K, Found<T>> found, K asked, Supplier<T> search) {
        Found<T> before = found.get(asked);
        if (before != null) {
            savedSeconds += before.seconds();
            return before.result();
        }
        long start = System.nanoTime();
        T result = search.get();
        if (keeps) {
            found.put(asked, new Found<>(result, (System.nanoTime() - start) * 1e-9));
        }
        return result;
    }

    /** The time that searches would have taken whose results were there, in seconds: what belongs to an edit beside the time that it took. */
    public double savedSeconds() {
        return savedSeconds;
    }
}
