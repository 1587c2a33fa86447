package dev.engram.editing.method;

import dev.engram.editing.solve.KeyStatistics;
import dev.engram.editing.solve.NullSpace;
import dev.engram.editing.solve.NullSpaceThreshold;
import dev.engram.editing.solve.PreservedKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What is known of a model's keys, layer by layer, fetched when first asked for and kept: statistics are read or collected once, and factored
 * once for however many edits. Used by one thread.
 */
public final class KeyKnowledge {

    private final IntFunction<KeyStatistics> source;
    private final Map<Integer, KeyStatistics> fetched = new HashMap<>();
    private final Map<Integer, PreservedKeys> preserved = new HashMap<>();
    private final Map<Asked, NullSpace> nullSpaces = new HashMap<>();
    private final List<KeyReport> reports = new ArrayList<>();

    /** Of which layer, and where it ends. */
    private record Asked(int layer, NullSpaceThreshold threshold) {}

    /**
     * Knowledge from a source of statistics.
     *
     * @param source collects or reads those of a layer
     */
    public KeyKnowledge(IntFunction<KeyStatistics> source) {
        this.source = source;
    }

    /** Asks the source now for what will be asked for. For whoever puts edits on a model before it is edited: the source is to see it without. */
    public void fetch(List<Integer> layers) {
        layers.forEach(layer -> fetched.computeIfAbsent(layer, source::apply));
    }

    private KeyStatistics statistics(int layer) {
        KeyStatistics before = fetched.remove(layer);
        return before != null ? before : source.apply(layer);
    }

    /** C^-1 of a layer. */
    public PreservedKeys preserved(int layer) {
        return preserved.computeIfAbsent(layer, asked -> {
            KeyStatistics statistics = statistics(asked);
            PreservedKeys made = PreservedKeys.of(statistics);
            reports.add(new KeyReport.Inverse(
                    asked,
                    statistics.count(),
                    statistics.stamp().isPresent(),
                    made.ridge() / statistics.meanSquare(),
                    made.reciprocalCondition()));
            return made;
        });
    }

    /** The null space of a layer's C. */
    public NullSpace nullSpace(int layer, NullSpaceThreshold threshold) {
        return nullSpaces.computeIfAbsent(new Asked(layer, threshold), asked -> {
            KeyStatistics statistics = statistics(layer);
            NullSpace made = NullSpace.of(statistics, threshold);
            reports.add(new KeyReport.Unused(
                    layer,
                    statistics.count(),
                    statistics.stamp().isPresent(),
                    made.dimension(),
                    made.width(),
                    made.threshold(),
                    made.largestEigenvalue()));
            return made;
        });
    }

    /** What the layers that were asked for were solved with, in the order in which they were. */
    public List<KeyReport> reports() {
        return List.copyOf(reports);
    }

    /** What a user should hear of them. */
    public List<String> notes() {
        return reports.stream().flatMap(report -> report.notes().stream()).toList();
    }
}
