package dev.engram.models.runtime;

import dev.engram.models.KlDirection;
import dev.engram.models.ResidualObjective.Evaluation;
import dev.engram.models.engine.DifferentiableEngine;
import dev.engram.models.engine.Tensor;
import dev.engram.models.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A tail of blocks run upwards, with the tape of each block for the way back. Owns its tensors. */
final class TailEvaluation implements Evaluation {

    private final DifferentiableEngine engine;
    private final List<BlockTape> blocks;
    private final Tensor outgoing;
    private final TailRows rows;
    private final TailTerms terms;
    private final Function<Tensor, FloatTensor> collector;
    private final Tensor read;
    private final Tensor logProbabilities;
    private final @Nullable Tensor starting;

    private TailEvaluation(
            DifferentiableEngine engine,
            List<BlockTape> blocks,
            Tensor outgoing,
            TailRows rows,
            TailTerms terms,
            @Nullable Tensor starting,
            Function<Tensor, FloatTensor> collector) {
        this.engine = engine;
        this.blocks = blocks;
        this.outgoing = outgoing;
        this.rows = rows;
        this.terms = terms;
        this.collector = collector;
        this.read = engine.gather(outgoing, TailTerms.array(terms.rows()));
        try (Tensor logits = engine.unembed(read)) {
            this.logProbabilities = engine.logProbabilities(logits);
        }
        this.starting = starting == null ? null : engine.gather(starting, TailTerms.array(terms.divergenceRanks()));
    }

    /**
     * Runs the blocks from a layer on.
     *
     * @param incoming consumed
     * @param starting what the divergences are measured from, a row for each of the request's; null while that is not known
     * @param collector makes the gradient at the vectors of that at the incoming residual, which it consumes
     */
    static TailEvaluation run(
            DifferentiableEngine engine,
            int firstLayer,
            Tensor incoming,
            TailRows rows,
            TailTerms terms,
            @Nullable Tensor starting,
            Function<Tensor, FloatTensor> collector) {
        List<BlockTape> blocks = new ArrayList<>();
        Tensor residual = incoming;
        for (int layer = firstLayer; layer < engine.spec().layers(); layer++) {
            BlockTape block = BlockTape.run(engine, layer, residual, rows);
            blocks.add(block);
            residual = block.outgoing();
        }
        return new TailEvaluation(engine, blocks, residual, rows, terms, starting, collector);
    }

    @Override
    public List<Double> terms() {
        Double[] values = new Double[terms.termCount()];
        Arrays.fill(values, Double.NaN);
        if (!terms.likelihoods().isEmpty()) {
            float[] picked = engine.pick(logProbabilities, terms.likelihoodPlaces(), TailTerms.array(terms.tokens()));
            for (int i = 0; i < picked.length; i++) {
                values[terms.likelihoods().get(i)] = -(double) picked[i];
            }
        }
        if (starting != null && !terms.divergences().isEmpty()) {
            try (Tensor now = divergenceLogProbabilities()) {
                float[] divergences = terms.direction() == KlDirection.NOW_FROM_BEFORE
                        ? engine.divergence(now, starting)
                        : engine.divergence(starting, now);
                for (int i = 0; i < divergences.length; i++) {
                    values[terms.divergences().get(i)] = (double) divergences[i];
                }
            }
        }
        return List.of(values);
    }

    /** What is predicted at the divergences' places: the caller's own. */
    Tensor divergenceLogProbabilities() {
        return engine.gather(logProbabilities, terms.divergencePlaces());
    }

    @Override
    public FloatTensor gradient(List<Double> weights) {
        if (weights.size() != terms.termCount()) {
            throw new IllegalArgumentException(
                    weights.size() + " weights for an objective of " + terms.termCount() + " terms");
        }
        Tensor gradient = atOutgoing(weights);
        List<BlockTape> downwards = new ArrayList<>(blocks);
        Collections.reverse(downwards);
        for (BlockTape block : downwards) {
            gradient = block.back(engine, rows, gradient);
        }
        return collector.apply(gradient);
    }

    /** The gradient at the last block's output: zeros but for the rows that terms are read from. */
    private Tensor atOutgoing(List<Double> weights) {
        Tensor zeros =
                engine.upload(new float[outgoing.rows() * outgoing.columns()], outgoing.rows(), outgoing.columns());
        try (Tensor atLogits = atLogits(weights);
                Tensor atRead = engine.unembedGradient(read, atLogits)) {
            return engine.overwrite(zeros, TailTerms.array(terms.rows()), 0, atRead);
        }
    }

    private Tensor atLogits(List<Double> weights) {
        if (terms.divergences().isEmpty()) {
            return likelihoodGradient(weights);
        }
        if (terms.likelihoods().isEmpty()) {
            return divergenceGradient(weights);
        }
        try (Tensor likelihoods = likelihoodGradient(weights);
                Tensor divergences = divergenceGradient(weights)) {
            return engine.concatenate(likelihoods, divergences);
        }
    }

    private Tensor likelihoodGradient(List<Double> weights) {
        try (Tensor now = engine.gather(logProbabilities, terms.likelihoodPlaces())) {
            return engine.logProbabilityGradient(
                    now, TailTerms.array(terms.tokens()), factors(terms.likelihoods(), weights, -1));
        }
    }

    private Tensor divergenceGradient(List<Double> weights) {
        if (starting == null) {
            throw new IllegalStateException("there is nothing yet that divergences are measured from");
        }
        try (Tensor now = divergenceLogProbabilities()) {
            return engine.divergenceGradient(
                    now, starting, terms.direction(), factors(terms.divergences(), weights, 1));
        }
    }

    private static float[] factors(List<Integer> numbers, List<Double> weights, double sign) {
        float[] factors = new float[numbers.size()];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = (float) (sign * weights.get(numbers.get(i)));
        }
        return factors;
    }

    @Override
    public void close() {
        blocks.forEach(BlockTape::close);
        outgoing.close();
        read.close();
        logProbabilities.close();
        if (starting != null) {
            starting.close();
        }
    }
}
