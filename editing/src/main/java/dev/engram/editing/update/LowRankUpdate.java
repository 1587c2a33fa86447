package dev.engram.editing.update;

import dev.engram.models.tensor.FloatTensor;

/**
 * delta = sum of left_i right_i^T over r factors; ROME's has one (Meng et al. 2022, eq. 2).
 *
 * @param left [r, D]: what is written
 * @param right [r, F]: for which keys
 */
public record LowRankUpdate(int layer, FloatTensor left, FloatTensor right) implements WeightUpdate {

    public LowRankUpdate {
        Values.requireLayer(layer);
        Values.requireFiniteMatrix("left factors", left);
        Values.requireFiniteMatrix("right factors", right);
        if (left.dimension(0) != right.dimension(0)) {
            throw new IllegalArgumentException("left factors of shape " + left.shape() + " and right factors of shape "
                    + right.shape() + "; there must be as many of each");
        }
    }

    @Override
    public int outputs() {
        return left.dimension(1);
    }

    @Override
    public int inputs() {
        return right.dimension(1);
    }

    @Override
    public int maximalRank() {
        return left.dimension(0);
    }

    /** {@inheritDoc} ||delta||^2 = sum over i, j of (left_i . left_j)(right_i . right_j): delta is not formed. */
    @Override
    public double norm() {
        float[] lefts = left.toArray();
        float[] rights = right.toArray();
        double sum = 0;
        for (int i = 0; i < maximalRank(); i++) {
            sum += dot(lefts, i, i, outputs()) * dot(rights, i, i, inputs());
            for (int j = 0; j < i; j++) {
                sum += 2 * dot(lefts, i, j, outputs()) * dot(rights, i, j, inputs());
            }
        }
        // Factors that cancel may leave a rounding error below zero.
        return Math.sqrt(Math.max(0, sum));
    }

    @Override
    public FloatTensor appliedTo(FloatTensor weight) {
        float[] lefts = left.toArray();
        float[] rights = right.toArray();
        return Values.sum(this, weight, (output, row) -> {
            for (int i = 0; i < maximalRank(); i++) {
                double factor = lefts[i * outputs() + output];
                int start = i * row.length;
                for (int j = 0; j < row.length; j++) {
                    row[j] += factor * rights[start + j];
                }
            }
        });
    }

    private static double dot(float[] rows, int first, int second, int width) {
        double sum = 0;
        for (int k = 0; k < width; k++) {
            sum += (double) rows[first * width + k] * rows[second * width + k];
        }
        return sum;
    }
}
