package dev.engram.models.whatif;

import dev.engram.models.Change;
import dev.engram.models.engine.Engine;
import dev.engram.models.engine.Tensor;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Makes the tensors of stages: computed rows by the chunk, then the rows derived from them. */
final class RowTensors {

    /** Rows computed together: enough for full speed of a product, few enough for what lies between two products to stay in the cache. */
    static final int CHUNK = 512;

    private final Engine engine;

    RowTensors(Engine engine) {
        this.engine = engine;
    }

    /** Computes some rows, given as a part of an array of them. */
    interface Computation {
        Tensor of(RowList rows);
    }

    /** Computes rows chunk by chunk and puts them into a tensor from a slot on. */
    void compute(Tensor target, int firstSlot, RowList rows, Computation computation) {
        for (int from = 0; from < rows.size(); from += CHUNK) {
            int to = Math.min(rows.size(), from + CHUNK);
            try (Tensor chunk = computation.of(rows.slice(from, to))) {
                engine.put(target, firstSlot + from, chunk);
            }
        }
    }

    /**
     * Fills in the derived rows of a stage, whose computed ones are there.
     *
     * @param headWidth columns of a head, where the stage has some
     */
    void derive(Tensor target, StageRows stage, int headWidth) {
        List<Derivation> derivations = stage.placedDerivations();
        int slot = stage.placed() - derivations.size();
        int from = 0;
        while (from < derivations.size()) {
            int to = from + 1;
            while (to < derivations.size() && areAlike(derivations, from, to, stage, slot + from)) {
                to++;
            }
            try (Tensor rows = derived(target, derivations.subList(from, to), stage, headWidth)) {
                engine.put(target, slot + from, rows);
            }
            from = to;
        }
    }

    /** Whether a derivation can be made together with those before it. */
    private static boolean areAlike(List<Derivation> all, int from, int next, StageRows stage, int firstSlot) {
        Derivation first = all.get(from);
        Derivation other = all.get(next);
        return first.source().getClass() == other.source().getClass()
                && first.head().equals(other.head())
                && (first.row() == StageRows.NONE) == (other.row() == StageRows.NONE)
                && isBefore(other.row(), stage, firstSlot)
                && isBefore(other.sourceRow(), stage, firstSlot);
    }

    private static boolean isBefore(int row, StageRows stage, int firstSlot) {
        return row == StageRows.NONE || stage.slot(row) < firstSlot;
    }

    private Tensor derived(Tensor target, List<Derivation> alike, StageRows stage, int headWidth) {
        Derivation first = alike.get(0);
        OptionalInt head = first.head();
        int width = head.isPresent() ? headWidth : target.columns();
        int column = head.orElse(0) * width;
        Tensor values = values(target, alike, stage, column, width);
        if (first.row() == StageRows.NONE) {
            return values;
        }
        Tensor rows = engine.gather(target, slots(alike.stream().mapToInt(Derivation::row), stage));
        try (values) {
            if (head.isEmpty()) {
                return engine.add(rows, values);
            }
            return engine.overwrite(rows, IntStream.range(0, alike.size()).toArray(), column, values);
        }
    }

    private Tensor values(Tensor target, List<Derivation> alike, StageRows stage, int column, int width) {
        Change.Source source = alike.get(0).source();
        if (source instanceof Change.Source.FromRun) {
            return block(target, slots(alike.stream().mapToInt(Derivation::sourceRow), stage), column, width);
        }
        if (source instanceof Change.Source.Zero) {
            return engine.upload(new float[alike.size() * width], alike.size(), width);
        }
        Tensor given = engine.upload(given(alike, width), alike.size(), width);
        boolean addsToHead =
                source instanceof Change.Source.Added && alike.get(0).head().isPresent();
        if (!addsToHead) {
            return given;
        }
        try (given) {
            return engine.add(
                    block(target, slots(alike.stream().mapToInt(Derivation::row), stage), column, width), given);
        }
    }

    private Tensor block(Tensor target, int[] slots, int column, int width) {
        Tensor rows = engine.gather(target, slots);
        if (width == target.columns()) {
            return rows;
        }
        try (rows) {
            return engine.columns(rows, column, column + width);
        }
    }

    private static float[] given(List<Derivation> alike, int width) {
        float[] values = new float[alike.size() * width];
        for (int i = 0; i < alike.size(); i++) {
            Derivation derivation = alike.get(i);
            derivation.givenValues().copyTo(derivation.valueRow() * width, values, i * width, width);
        }
        return values;
    }

    private static int[] slots(IntStream rows, StageRows stage) {
        return rows.map(stage::slot).toArray();
    }
}
