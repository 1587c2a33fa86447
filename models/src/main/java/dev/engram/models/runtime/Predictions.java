package dev.engram.models.runtime;

import dev.engram.models.LogitSelection;
import dev.engram.models.engine.Engine;
import dev.engram.models.engine.Tensor;
import dev.engram.models.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The predictions that a pass hands back: which rows they need, and how they leave the device. */
final class Predictions {

    /** Rows unembedded at once: 256 rows of 50,000 logits are 50 MB. */
    private static final int CHUNK = 256;

    private final Engine engine;
    private final LogitSelection selection;
    private final RowLayout full;
    private final int[] narrowRows;

    Predictions(Engine engine, LogitSelection selection, RowLayout full) {
        this.engine = engine;
        this.selection = selection;
        this.full = full;
        this.narrowRows = findNarrowRows();
    }

    boolean areWanted() {
        return !(selection instanceof LogitSelection.None);
    }

    /** The only rows that predictions read, equally many of each sequence; empty where that would spare nothing. */
    int[] narrowRows() {
        return narrowRows;
    }

    private int[] findNarrowRows() {
        int[][] bySequence = new int[full.sequences()][];
        for (int sequence = 0; sequence < full.sequences(); sequence++) {
            bySequence[sequence] = rowsRead(sequence, full);
            if (bySequence[sequence].length != bySequence[0].length || bySequence[sequence].length == full.slots()) {
                return new int[0];
            }
        }
        return Arrays.stream(bySequence).flatMapToInt(Arrays::stream).toArray();
    }

    private int[] rowsRead(int sequence, RowLayout rows) {
        if (selection instanceof LogitSelection.LastPosition) {
            int last = rows.row(sequence, rows.end(sequence) - 1);
            return last < 0 ? new int[0] : new int[] {last}; // a sequence that adds nothing to a cache has none
        }
        if (selection instanceof LogitSelection.AllPositions) {
            return rows.rowsOf(sequence);
        }
        if (selection instanceof LogitSelection.Answers answers) {
            return answers.answers().stream()
                    .filter(answer -> answer.sequence() == sequence)
                    .mapToInt(answer -> rows.row(sequence, answer.position()))
                    .sorted()
                    .distinct()
                    .toArray();
        }
        return new int[0];
    }

    /** Whole rows of logits, one tensor a sequence; empty where only answers are wanted. */
    List<FloatTensor> logits(Tensor residual, RowLayout rows) {
        if (!(selection instanceof LogitSelection.LastPosition || selection instanceof LogitSelection.AllPositions)) {
            return List.of();
        }
        int vocabulary = engine.spec().vocabulary();
        List<float[]> bySequence = new ArrayList<>();
        IntStream.Builder read = IntStream.builder();
        List<Integer> owner = new ArrayList<>();
        List<Integer> rank = new ArrayList<>();
        for (int sequence = 0; sequence < rows.sequences(); sequence++) {
            int[] own = rowsRead(sequence, rows);
            bySequence.add(new float[Math.multiplyExact(own.length, vocabulary)]);
            for (int i = 0; i < own.length; i++) {
                read.add(own[i]);
                owner.add(sequence);
                rank.add(i);
            }
        }
        int[] all = read.build().toArray();
        for (int from = 0; from < all.length; from += CHUNK) {
            try (Tensor chunk =
                    unembedded(residual, Arrays.copyOfRange(all, from, Math.min(all.length, from + CHUNK)))) {
                float[] values = engine.download(chunk);
                for (int i = 0; i < chunk.rows(); i++) {
                    float[] target = bySequence.get(owner.get(from + i));
                    System.arraycopy(values, i * vocabulary, target, rank.get(from + i) * vocabulary, vocabulary);
                }
            }
        }
        return bySequence.stream()
                .map(values -> FloatTensor.wrap(values, values.length / vocabulary, vocabulary))
                .toList();
    }

    /** What was asked of single tokens, in that order. */
    record Scores(List<Double> logProbabilities, List<Integer> ranks, List<Integer> firstChoices) {}

    /** The answers asked for; each row that they are read from is unembedded once. */
    Scores scores(Tensor residual, RowLayout rows) {
        List<LogitSelection.Answer> answers = selection.answers();
        int[] read = answers.stream()
                .mapToInt(answer -> rows.row(answer.sequence(), answer.position()))
                .toArray();
        int[] distinct = Arrays.stream(read).sorted().distinct().toArray();
        Double[] logProbabilities = new Double[read.length];
        Integer[] ranks = new Integer[isRanked() ? read.length : 0];
        Integer[] firstChoices = new Integer[ranks.length];
        for (int from = 0; from < distinct.length; from += CHUNK) {
            int[] chunk = Arrays.copyOfRange(distinct, from, Math.min(distinct.length, from + CHUNK));
            int[] asked = IntStream.range(0, read.length)
                    .filter(i -> Arrays.binarySearch(chunk, read[i]) >= 0)
                    .toArray();
            int[] places = Arrays.stream(asked)
                    .map(i -> Arrays.binarySearch(chunk, read[i]))
                    .toArray();
            int[] tokens = Arrays.stream(asked).map(i -> answers.get(i).token()).toArray();
            try (Tensor logits = unembedded(residual, chunk)) {
                double[] values = engine.logProbabilities(logits, places, tokens);
                for (int i = 0; i < asked.length; i++) {
                    logProbabilities[asked[i]] = values[i];
                }
                if (isRanked()) {
                    int[] before = engine.ranks(logits, places, tokens);
                    int[] choices = engine.firstChoices(logits, places);
                    for (int i = 0; i < asked.length; i++) {
                        ranks[asked[i]] = before[i];
                        firstChoices[asked[i]] = choices[i];
                    }
                }
            }
        }
        return new Scores(List.of(logProbabilities), List.of(ranks), List.of(firstChoices));
    }

    private boolean isRanked() {
        return selection instanceof LogitSelection.RankedAnswers;
    }

    private Tensor unembedded(Tensor residual, int[] read) {
        try (Tensor gathered = engine.gather(residual, read)) {
            return engine.unembed(gathered);
        }
    }
}
