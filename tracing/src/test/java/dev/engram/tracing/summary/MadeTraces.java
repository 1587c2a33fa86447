package dev.engram.tracing.summary;

import dev.engram.datasets.Prompt;
import dev.engram.models.text.Token;
import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.TokenSpan;
import dev.engram.tracing.RestoreWindow;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceConditions;
import dev.engram.tracing.TraceGrid;
import dev.engram.tracing.TraceMetric;
import dev.engram.tracing.TraceResult;
import dev.engram.tracing.TracedAnswer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Traces of hidden states that were never run. */
final class MadeTraces {

    private MadeTraces() {}

    /** A trace with a row of probabilities, one a layer, for each token. */
    static TraceResult trace(double clean, double corrupted, TokenSpan subject, double[][] rows) {
        String text = "abcdefghijklmnopqrstuvwxyz".substring(0, rows.length);
        List<Token> tokens = IntStream.range(0, rows.length)
                .mapToObj(i -> new Token(i, text.substring(i, i + 1), i, i + 1))
                .toList();
        double[] values = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        return new TraceResult(
                Prompt.of(text, text.substring(subject.from(), subject.to())),
                new TokenSequence(text, tokens),
                subject,
                TracedAnswer.of(List.of(new Token(9, "x", rows.length, rows.length)), Optional.empty()),
                clean,
                corrupted,
                Map.of(RestoredState.HIDDEN, TraceGrid.of(rows.length, rows[0].length, values)),
                new TraceConditions(
                        Map.of(RestoredState.HIDDEN, new RestoreWindow(1, RestoreWindow.Convention.CODE)),
                        TraceMetric.PROBABILITY,
                        "noise",
                        10,
                        1));
    }

    /** As many prompts of different lengths, all of whose numbers are random. */
    static List<TraceResult> random(Random random, int prompts, int layers) {
        List<TraceResult> traces = new ArrayList<>();
        for (int i = 0; i < prompts; i++) {
            int from = random.nextInt(3);
            int to = from + 1 + random.nextInt(4);
            int tokens = to + random.nextInt(5);
            double[][] rows = new double[tokens][layers];
            Arrays.setAll(rows, token -> random.doubles(layers).toArray());
            traces.add(trace(random.nextDouble(), random.nextDouble(), new TokenSpan(from, to), rows));
        }
        return traces;
    }

    /** As many prompts of exactly three tokens and one of a role each: subject of two, and the last. */
    static List<TraceResult> oneTokenARole(Random random, int prompts, int layers) {
        return IntStream.range(0, prompts)
                .mapToObj(i -> {
                    double[][] rows = new double[3][layers];
                    Arrays.setAll(rows, token -> random.doubles(layers).toArray());
                    return trace(random.nextDouble(), random.nextDouble(), new TokenSpan(0, 2), rows);
                })
                .toList();
    }
}
