package dev.engram.models.whatif;

import dev.engram.models.BaseRun;
import dev.engram.models.BaseRun.Readout;
import dev.engram.models.engine.Engine;
import dev.engram.models.engine.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the log-probabilities of runs off their last rows; each distinct row is unembedded once. */
final class Answers {

    /** Rows unembedded at once: their logits are read back at once, while they are in the cache. */
    private static final int CHUNK = 128;

    private final Engine engine;
    private final Tensor rows;

    /** Answers from the last block's outputs, which stay the caller's. */
    Answers(Engine engine, Tensor rows) {
        this.engine = engine;
        this.rows = rows;
    }

    /** One answer: a last row's log-probability of a token. */
    private record Asked(int row, int token) {}

    /** For each run the log-probabilities of its base run's readouts. */
    List<List<Double>> of(List<NumberedRun> runs, List<BaseRun> bases) {
        Map<Asked, Double> answers = new LinkedHashMap<>();
        for (NumberedRun run : runs) {
            for (Readout readout : bases.get(run.base()).readouts()) {
                answers.put(asked(run, runs, readout), Double.NaN);
            }
        }
        List<Asked> all = new ArrayList<>(answers.keySet());
        int from = 0;
        while (from < all.size()) {
            int to = from;
            Map<Integer, Integer> places = new LinkedHashMap<>();
            while (to < all.size()
                    && (places.size() < CHUNK || places.containsKey(all.get(to).row()))) {
                places.putIfAbsent(all.get(to++).row(), places.size());
            }
            List<Asked> chunk = all.subList(from, to);
            double[] values = logProbabilities(chunk, places);
            for (int i = 0; i < values.length; i++) {
                answers.put(chunk.get(i), values[i]);
            }
            from = to;
        }
        return runs.stream()
                .map(run -> bases.get(run.base()).readouts().stream()
                        .map(readout -> answers.getOrDefault(asked(run, runs, readout), Double.NaN))
                        .toList())
                .toList();
    }

    /** A branch without changes has its base run's rows. */
    private Asked asked(NumberedRun run, List<NumberedRun> runs, Readout readout) {
        boolean isChanged = run.isActive(engine.spec().layers() - 1);
        int[] last = (isChanged ? run : runs.get(run.base())).rows();
        return new Asked(last[readout.position()], readout.token());
    }

    private double[] logProbabilities(List<Asked> chunk, Map<Integer, Integer> places) {
        int[] read = places.keySet().stream().mapToInt(Integer::intValue).toArray();
        int[] of = chunk.stream()
                .mapToInt(asked -> places.getOrDefault(asked.row(), 0))
                .toArray();
        int[] tokens = chunk.stream().mapToInt(Asked::token).toArray();
        try (Tensor gathered = engine.gather(rows, read);
                Tensor logits = engine.unembed(gathered)) {
            return engine.logProbabilities(logits, of, tokens);
        }
    }
}
