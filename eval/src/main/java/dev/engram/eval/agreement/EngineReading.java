package dev.engram.eval.agreement;

import dev.engram.models.tensor.FloatTensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model on one engine said of some prompts.
 *
 * @param logits [T, V], one tensor a prompt
 * @param cells of the prompts' traces, all kinds, positions and layers; empty where none was traced
 */
public record EngineReading(List<FloatTensor> logits, List<Double> cells) {

    public EngineReading {
        logits = List.copyOf(logits);
        cells = List.copyOf(cells);
    }

    /** The greatest difference of a logit from another reading of the same prompts; not a number if one of the two is none. */
    public double logitDifference(EngineReading other) {
        double greatest = 0;
        for (int i = 0; i < logits.size(); i++) {
            float[] here = logits.get(i).toArray();
            float[] there = other.logits.get(i).toArray();
            for (int j = 0; j < here.length; j++) {
                greatest = Math.max(greatest, Math.abs((double) here[j] - there[j]));
            }
        }
        return greatest;
    }

    /** At how many positions another reading has another first choice. */
    public int otherFirstChoices(EngineReading other) {
        int differ = 0;
        for (int i = 0; i < logits.size(); i++) {
            for (int position = 0; position < logits.get(i).dimension(0); position++) {
                float[] here = logits.get(i).at(position).toArray();
                float[] there = other.logits.get(i).at(position).toArray();
                differ += firstChoice(here) == firstChoice(there) ? 0 : 1;
            }
        }
        return differ;
    }

    private static int firstChoice(float[] logits) {
        return IntStream.range(0, logits.length)
                .reduce((a, b) -> logits[b] > logits[a] ? b : a)
                .orElseThrow();
    }

    /** The greatest difference of a trace's cell from another reading that has as many. */
    public double cellDifference(EngineReading other) {
        return IntStream.range(0, cells.size())
                .mapToDouble(i -> Math.abs(cells.get(i) - other.cells.get(i)))
                .reduce(0, Math::max);
    }
}
