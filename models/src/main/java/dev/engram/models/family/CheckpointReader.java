package dev.engram.models.family;

import dev.engram.models.weights.Checkpoint;
import dev.engram.models.weights.LinearWeights;
import dev.engram.models.weights.NormWeights;
import dev.engram.models.weights.Orientation;
import dev.engram.models.weights.Slices;
import dev.engram.models.weights.WeightMatrix;
import dev.engram.models.weights.WeightVector;
import java.util.Optional;

/** Takes a family's parameters out of a checkpoint whose linear maps are all stored the same way round. */
record CheckpointReader(Checkpoint checkpoint, Orientation orientation) {

    boolean has(String name) {
        return checkpoint.tensors().containsKey(name);
    }

    /** The map {@code name.weight}, with {@code name.bias}. */
    LinearWeights linear(String name, Bias bias, int outputs, int inputs) {
        return linear(name, bias, Slices.range(0, outputs), outputs, inputs);
    }

    /** Some outputs of a map that holds several side by side. */
    LinearWeights linear(String name, Bias bias, Slices outputs, int allOutputs, int inputs) {
        return new LinearWeights(
                WeightMatrix.of(checkpoint, name + ".weight", orientation, outputs, allOutputs, inputs),
                bias(name + ".bias", bias, outputs, allOutputs));
    }

    private Optional<WeightVector> bias(String name, Bias bias, Slices outputs, int allOutputs) {
        if (bias == Bias.ABSENT && has(name)) {
            throw new IllegalArgumentException("the checkpoint " + checkpoint.files() + " has a tensor '" + name
                    + "', but its configuration calls for no bias there");
        }
        return bias == Bias.PRESENT || has(name)
                ? Optional.of(WeightVector.of(checkpoint, name, outputs, allOutputs))
                : Optional.empty();
    }

    /** A table of {@code rows} vectors, stored a vector a row in every family. */
    WeightMatrix table(String name, int rows, int width) {
        return WeightMatrix.of(checkpoint, name, Orientation.OUTPUT_MAJOR, Slices.range(0, rows), rows, width);
    }

    /** An unembedding without a bias: the token embedding where the model is tied, else the table {@code name.weight}. */
    LinearWeights unembedding(String name, WeightMatrix embedding, boolean tied) {
        WeightMatrix matrix =
                tied ? embedding : table(name + ".weight", embedding.outputs().size(), embedding.inputs());
        return new LinearWeights(matrix, Optional.empty());
    }

    NormWeights rmsNorm(String name, int width) {
        return new NormWeights(gain(name, width), Optional.empty());
    }

    NormWeights layerNorm(String name, int width) {
        return new NormWeights(gain(name, width), Optional.of(WeightVector.of(checkpoint, name + ".bias", width)));
    }

    WeightVector gain(String name, int width) {
        return WeightVector.of(checkpoint, name + ".weight", width);
    }
}
