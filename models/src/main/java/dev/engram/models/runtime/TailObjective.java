package dev.engram.models.runtime;

import dev.engram.models.ForwardRequest;
import dev.engram.models.LogitSelection;
import dev.engram.models.ObjectiveRequest;
import dev.engram.models.ObjectiveRequest.Addition;
import dev.engram.models.ObjectiveTerm;
import dev.engram.models.ResidualObjective;
import dev.engram.models.Site;
import dev.engram.models.SiteKind;
import dev.engram.models.engine.DifferentiableEngine;
import dev.engram.models.engine.Tensor;
import dev.engram.models.tensor.FloatTensor;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An objective by its tail: of each sequence only the positions from its first addition to its last term, and only the blocks above the
 * additions, are run for each evaluation. Residuals below and the keys and values of earlier positions are computed once.
 */
final class TailObjective implements ResidualObjective {

    private final DifferentiableEngine engine;
    private final ObjectiveRequest request;
    private final int[] starts;
    private final int[] ends;
    private final List<FloatTensor> residuals;
    private final PrefixKeys prefix;
    private final IntSupplier weightsVersion;
    private final int version;
    private final @Nullable Tensor startingLogProbabilities;
    private @Nullable Tail tail;

    private TailObjective(
            DifferentiableEngine engine,
            ObjectiveRequest request,
            IntSupplier weightsVersion,
            List<FloatTensor> residuals) {
        this.engine = engine;
        this.request = request;
        this.weightsVersion = weightsVersion;
        this.version = weightsVersion.getAsInt();
        this.starts = starts(request);
        this.ends = ends(request);
        this.residuals = residuals;
        this.prefix = prefix();
        this.startingLogProbabilities = startingLogProbabilities();
    }

    /**
     * Runs what all evaluations have in common.
     *
     * @param weightsVersion changes when the model's weights do
     */
    static TailObjective of(DifferentiableEngine engine, ObjectiveRequest request, IntSupplier weightsVersion) {
        int[] ends = ends(request);
        Site below = new Site(SiteKind.RESID_POST, request.layer());
        List<List<Integer>> read = IntStream.range(0, ends.length)
                .mapToObj(sequence -> request.sequences().get(sequence).subList(0, ends[sequence]))
                .toList();
        ForwardRequest pass = new ForwardRequest(read, List.of(), Set.of(below), new LogitSelection.None());
        return new TailObjective(
                engine,
                request,
                weightsVersion,
                Objects.requireNonNull(
                        ForwardPass.run(engine, pass).activations().get(below)));
    }

    private static int[] starts(ObjectiveRequest request) {
        int[] starts = request.sequences().stream().mapToInt(List::size).toArray();
        for (Addition addition : request.additions()) {
            starts[addition.sequence()] = Math.min(starts[addition.sequence()], addition.position());
        }
        return starts;
    }

    private static int[] ends(ObjectiveRequest request) {
        int[] ends = new int[request.sequences().size()];
        for (ObjectiveTerm term : request.terms()) {
            ends[term.sequence()] = Math.max(ends[term.sequence()], term.position() + 1);
        }
        return ends;
    }

    private int firstLayer() {
        return request.layer() + 1;
    }

    private PrefixKeys prefix() {
        if (Arrays.stream(starts).allMatch(start -> start == 0)) {
            return PrefixKeys.none(engine, starts.length, firstLayer());
        }
        RowLayout rows = RowLayout.of(new int[starts.length], starts);
        float[] residual = residualRows(rows, IntStream.range(0, starts.length).toArray());
        Tensor uploaded =
                engine.upload(residual, rows.positions().length, engine.spec().width());
        return PrefixKeys.run(engine, firstLayer(), uploaded, rows);
    }

    /** The residuals of a layout's rows; zeros for padding. */
    private float[] residualRows(RowLayout rows, int[] sequences) {
        int width = engine.spec().width();
        float[] values = new float[rows.sequences() * rows.slots() * width];
        for (int row = 0; row < rows.positions().length; row++) {
            if (!rows.isPadding(row)) {
                residuals
                        .get(sequences[row / rows.slots()])
                        .copyTo(rows.positions()[row] * width, values, row * width, width);
            }
        }
        return values;
    }

    /** What is predicted at the divergences' places when nothing is added: [divergences, V]. */
    private @Nullable Tensor startingLogProbabilities() {
        int[] sequences = request.terms().stream()
                .filter(ObjectiveTerm.Divergence.class::isInstance)
                .mapToInt(ObjectiveTerm::sequence)
                .distinct()
                .sorted()
                .toArray();
        if (sequences.length == 0) {
            return null;
        }
        try (Tail plain = new Tail(sequences);
                TailEvaluation evaluation = plain.evaluate(zeros(), null)) {
            return evaluation.divergenceLogProbabilities();
        }
    }

    private FloatTensor zeros() {
        int vectors = request.vectors();
        int width = engine.spec().width();
        return FloatTensor.wrap(new float[vectors * width], vectors, width);
    }

    @Override
    public Evaluation evaluate(FloatTensor vectors, Set<Integer> active) {
        if (weightsVersion.getAsInt() != version) {
            throw new IllegalStateException("the model's weights have been exchanged since this objective was made");
        }
        List<Integer> shape = List.of(request.vectors(), engine.spec().width());
        if (!vectors.shape().equals(shape)) {
            throw new IllegalArgumentException(
                    "vectors of shape " + vectors.shape() + " where the objective has " + shape);
        }
        int[] sequences = request.additions().stream()
                .filter(addition -> active.contains(addition.vector()))
                .mapToInt(Addition::sequence)
                .distinct()
                .sorted()
                .toArray();
        if (sequences.length == 0) {
            throw new IllegalArgumentException("none of the vectors " + active + " is added anywhere");
        }
        if (tail == null || !Arrays.equals(tail.sequences, sequences)) {
            if (tail != null) {
                tail.close();
            }
            tail = new Tail(sequences);
        }
        return tail.evaluate(vectors, startingLogProbabilities);
    }

    @Override
    public void close() {
        if (tail != null) {
            tail.close();
        }
        prefix.close();
        if (startingLogProbabilities != null) {
            startingLogProbabilities.close();
        }
    }

    /** Some of the sequences, ready to run. */
    private final class Tail implements AutoCloseable {

        private final int[] sequences;
        private final TailRows rows;
        private final TailTerms terms;

        Tail(int[] sequences) {
            this.sequences = sequences;
            int[] from =
                    Arrays.stream(sequences).map(sequence -> starts[sequence]).toArray();
            int[] lengths = Arrays.stream(sequences)
                    .map(sequence -> ends[sequence] - starts[sequence])
                    .toArray();
            RowLayout layout = RowLayout.of(from, lengths);
            this.rows = TailRows.of(engine, layout, prefix.only(sequences));
            this.terms = TailTerms.of(request, sequences, layout);
        }

        TailEvaluation evaluate(FloatTensor vectors, @Nullable Tensor starting) {
            return TailEvaluation.run(engine, firstLayer(), incoming(vectors), rows, terms, starting, this::collect);
        }

        /** The residual after the block, the vectors added. */
        private Tensor incoming(FloatTensor vectors) {
            int width = engine.spec().width();
            float[] increments = vectors.toArray();
            float[] values = residualRows(rows.layout(), sequences);
            forEachAddition((addition, row) -> {
                for (int i = 0; i < width; i++) {
                    values[row * width + i] += increments[addition.vector() * width + i];
                }
            });
            return engine.upload(values, rows.layout().positions().length, width);
        }

        /** The gradient at the vectors from that at the residual, which is consumed. */
        private FloatTensor collect(Tensor gradient) {
            int width = engine.spec().width();
            double[] sums = new double[request.vectors() * width];
            try (gradient) {
                float[] values = engine.download(gradient);
                forEachAddition((addition, row) -> {
                    for (int i = 0; i < width; i++) {
                        sums[addition.vector() * width + i] += values[row * width + i];
                    }
                });
            }
            float[] rounded = new float[sums.length];
            for (int i = 0; i < sums.length; i++) {
                rounded[i] = (float) sums[i];
            }
            return FloatTensor.wrap(rounded, request.vectors(), width);
        }

        private void forEachAddition(AdditionAtRow action) {
            for (Addition addition : request.additions()) {
                int sequence = Arrays.binarySearch(sequences, addition.sequence());
                int row = sequence < 0 ? -1 : rows.layout().row(sequence, addition.position());
                if (row >= 0) {
                    action.accept(addition, row);
                }
            }
        }

        @Override
        public void close() {
            rows.close();
        }
    }

    @FunctionalInterface
    private interface AdditionAtRow {
        void accept(Addition addition, int row);
    }
}
