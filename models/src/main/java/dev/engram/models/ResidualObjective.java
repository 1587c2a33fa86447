package dev.engram.models;

import dev.engram.models.tensor.FloatTensor;
import java.util.List;
import java.util.Set;

/** An {@link ObjectiveRequest} ready to be evaluated again and again. Holds native memory; used by the model's thread. */
public interface ResidualObjective extends AutoCloseable {

    /**
     * The terms' values for some vectors.
     *
     * @param vectors [M, D]
     * @param active vectors that count: sequences to which none of them is added are not run, and their terms are NaN
     * @throws IllegalStateException if the model's weights have been exchanged since the objective was made
     */
    Evaluation evaluate(FloatTensor vectors, Set<Integer> active);

    @Override
    void close();

    /** The values at one point, and the way back from them. Holds native memory until it is closed. */
    interface Evaluation extends AutoCloseable {

        /** One value for each term of the request, in their order. */
        List<Double> terms();

        /**
         * How a weighted sum of the terms changes with each vector: [M, D], zeros for vectors that are not active.
         *
         * @param weights one for each term
         */
        FloatTensor gradient(List<Double> weights);

        @Override
        void close();
    }
}
