package dev.engram.editing.update;

import dev.engram.models.tensor.FloatTensor;

/**
 * A delta given in full: the closed form of more facts than keys have entries, or fine-tuning.
 *
 * @param delta [D, F]
 */
public record DenseUpdate(int layer, FloatTensor delta) implements WeightUpdate {

    public DenseUpdate {
        Values.requireLayer(layer);
        Values.requireFiniteMatrix("delta", delta);
    }

    @Override
    public int outputs() {
        return delta.dimension(0);
    }

    @Override
    public int inputs() {
        return delta.dimension(1);
    }

    @Override
    public int maximalRank() {
        return Math.min(outputs(), inputs());
    }

    @Override
    public double norm() {
        return delta.norm();
    }

    @Override
    public FloatTensor appliedTo(FloatTensor weight) {
        float[] values = delta.toArray();
        return Values.sum(this, weight, (output, row) -> {
            for (int j = 0; j < row.length; j++) {
                row[j] += values[output * row.length + j];
            }
        });
    }
}
