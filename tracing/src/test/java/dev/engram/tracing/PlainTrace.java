package dev.engram.tracing;

import dev.engram.models.ForwardRequest;
import dev.engram.models.Intervention;
import dev.engram.models.LogitSelection;
import dev.engram.models.Region;
import dev.engram.models.Site;
import dev.engram.models.SiteModel;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.tensor.IndexRange;
import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.TokenSpan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The plain way to trace, the oracle of the fast one: every pass runs the whole model on one clean copy of the prompt and one noisy copy for each draw of each cell, and
 * a cell's noisy copies take its states from the clean one on the way. Nothing is kept from pass to pass.
 *
 * <p>All cells share the same draws, as in the reference: noise [samples, subject tokens, D], filled in this order.
 */
final class PlainTrace {

    /** Rows (tokens of all copies) of one pass: where larger stacks stop getting faster, and memory stays small. */
    private static final int ROWS_PER_PASS = 512;

    private final SiteModel model;
    private final List<Integer> tokens;
    private final TokenSpan subject;
    private final int answer;
    private final int samples;
    private final FloatTensor noise;

    PlainTrace(SiteModel model, TokenSequence tokens, TokenSpan subject, int answer, TraceSettings settings) {
        this.model = model;
        this.tokens = tokens.ids();
        this.subject = subject;
        this.answer = answer;
        this.samples = settings.samples();
        Corruption.Noise corruption = (Corruption.Noise) settings.corruption();
        int width = model.spec().width();
        float[] values = corruption.distribution().draw(samples * subject.length(), width, settings.seed());
        this.noise = FloatTensor.wrap(values, samples, subject.length() * width);
    }

    /** All cells of a grid, position by position. */
    static List<RestoredCell> cells(RestoredState state, int positions, int layers, RestoreWindow window) {
        List<RestoredCell> cells = new ArrayList<>();
        for (int position = 0; position < positions; position++) {
            for (int layer = 0; layer < layers; layer++) {
                cells.add(new RestoredCell(state, position, window.around(layer, layers)));
            }
        }
        return cells;
    }

    /** The greatest difference between any cell of some grids and that of whole passes. */
    static double greatestDifference(SiteModel model, TraceResult result, TraceSettings settings) {
        PlainTrace plain = new PlainTrace(
                model, result.tokens(), result.subject(), result.answer().ids().get(0), settings);
        double greatest = 0;
        for (RestoredState state : settings.states().keySet()) {
            List<RestoredCell> cells = cells(
                    state,
                    result.tokens().length(),
                    model.spec().layers(),
                    settings.states().get(state));
            double[] actual = result.grid(state).values().toArray();
            for (int from = 0; from < actual.length; from += plain.cellsPerPass()) {
                int to = Math.min(actual.length, from + plain.cellsPerPass());
                double[] expected = plain.restoring(cells.subList(from, to));
                for (int i = from; i < to; i++) {
                    greatest = Math.max(greatest, Math.abs(actual[i] - expected[i - from]));
                }
            }
        }
        return greatest;
    }

    /** Probabilities of the answer with nothing restored. */
    record Baselines(double clean, double corrupted) {}

    Baselines baselines() {
        double[] probabilities = run(1, List.of());
        return new Baselines(probabilities[0], mean(probabilities, 1));
    }

    /** As many cells as a pass holds. */
    int cellsPerPass() {
        return Math.max(1, (ROWS_PER_PASS / tokens.size() - 1) / samples);
    }

    /** For each cell the mean probability of the answer over the draws. */
    double[] restoring(List<RestoredCell> cells) {
        List<Intervention> restorations = new ArrayList<>();
        for (int cell = 0; cell < cells.size(); cell++) {
            int first = 1 + cell * samples;
            cells.get(cell).restoring(new IndexRange(first, first + samples), 0).forEach(restorations::add);
        }
        double[] probabilities = run(cells.size(), restorations);
        return IntStream.range(0, cells.size())
                .mapToDouble(cell -> mean(probabilities, 1 + cell * samples))
                .toArray();
    }

    /** The answer's probability in the clean copy and in {@code copies} times all noisy ones. */
    private double[] run(int copies, List<Intervention> restorations) {
        int sequences = 1 + copies * samples;
        List<Intervention> changes = new ArrayList<>();
        for (int copy = 0; copy < copies; copy++) {
            int first = 1 + copy * samples;
            Region noisy =
                    Region.of(new IndexRange(first, first + samples), new IndexRange(subject.from(), subject.to()));
            changes.add(new Intervention.Add(Site.embed(), noisy, noise));
        }
        changes.addAll(restorations);
        List<LogitSelection.Answer> answers = IntStream.range(0, sequences)
                .mapToObj(sequence -> new LogitSelection.Answer(sequence, tokens.size() - 1, answer))
                .toList();
        ForwardRequest request = ForwardRequest.of(Collections.nCopies(sequences, tokens))
                .changing(changes)
                .selecting(new LogitSelection.Answers(answers));
        return model.run(request).logProbabilities().stream()
                .mapToDouble(Math::exp)
                .toArray();
    }

    private double mean(double[] probabilities, int from) {
        return IntStream.range(from, from + samples)
                .mapToDouble(i -> probabilities[i])
                .average()
                .orElseThrow();
    }
}
