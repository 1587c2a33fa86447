package dev.engram.models.whatif;

import dev.engram.models.BaseRun;
import dev.engram.models.Branch;
import dev.engram.models.Change;
import dev.engram.models.SiteKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A base run or a branch on its way through the blocks: which row it has at each of its T positions. */
final class NumberedRun {

    /** Stands for the embedding where a layer is named. */
    static final int EMBEDDING = -1;

    private final int index;
    private final int base;
    private final int length;
    private final Map<Integer, List<Change>> changes = new HashMap<>();
    private final int firstLayer;
    private final Map<SiteKind, int[]> stages = new EnumMap<>(SiteKind.class);
    private int[] rows = {};
    private int from;

    /**
     * A run.
     *
     * @param index among all runs of the request: base runs first, then branches
     * @param base its base run; itself for a base run
     * @param length T
     */
    NumberedRun(int index, int base, int length, List<Change> changes) {
        this.index = index;
        this.base = base;
        this.length = length;
        for (Change change : changes) {
            this.changes
                    .computeIfAbsent(layer(change), layer -> new ArrayList<>())
                    .add(change);
        }
        this.firstLayer = firstLayer(changes);
    }

    /** All runs of a request: its base runs, then branches. */
    static List<NumberedRun> of(List<BaseRun> bases, List<Branch> branches) {
        List<NumberedRun> runs = new ArrayList<>();
        for (BaseRun base : bases) {
            runs.add(new NumberedRun(runs.size(), runs.size(), base.tokens().size(), base.changes()));
        }
        for (Branch branch : branches) {
            int length = bases.get(branch.base()).tokens().size();
            runs.add(new NumberedRun(runs.size(), branch.base(), length, branch.changes()));
        }
        return runs;
    }

    static int layer(Change change) {
        return change.site().kind() == SiteKind.EMBED
                ? EMBEDDING
                : change.site().layer();
    }

    /** The lowest layer that changes touch. */
    static int firstLayer(List<Change> changes) {
        return changes.stream().mapToInt(NumberedRun::layer).min().orElse(Integer.MAX_VALUE);
    }

    int index() {
        return index;
    }

    int base() {
        return base;
    }

    boolean isBase() {
        return base == index;
    }

    int length() {
        return length;
    }

    /** Whether it may differ from its base run in a block. */
    boolean isActive(int layer) {
        return isBase() || layer >= firstLayer;
    }

    List<Change> changes(int layer) {
        return changes.getOrDefault(layer, List.of());
    }

    /** The rows between two blocks. */
    int[] rows() {
        return rows;
    }

    /** Below this position the rows are its base run's. */
    int from() {
        return from;
    }

    void setRows(int[] newRows, int newFrom) {
        rows = newRows;
        from = newFrom;
    }

    /** The rows that a base run has at a site of the block at hand, its own changes made. */
    int[] stage(SiteKind kind) {
        return Objects.requireNonNull(stages.get(kind), () -> "no rows at " + kind);
    }

    void keepStage(SiteKind kind, int[] stageRows) {
        stages.put(kind, stageRows);
    }
}
