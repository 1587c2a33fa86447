package dev.engram.models.family;

import dev.engram.models.tensor.IndexRange;
import dev.engram.models.weights.Checkpoint;
import dev.engram.models.weights.LinearWeights;
import dev.engram.models.weights.NormWeights;
import dev.engram.models.weights.Orientation;
import dev.engram.models.weights.WeightMatrix;
import dev.engram.models.weights.WeightVector;
import java.util.Optional;

/** Takes a family's parameters out of a checkpoint whose linear maps are all stored the same way round. */
record CheckpointReader(Checkpoint checkpoint, Orientation orientation) {

    boolean has(String name) {
        return checkpoint.tensors().containsKey(name);
    }

    /** The map {@code name.weight}, with {@code name.bias} where the checkpoint has it. */
    LinearWeights linear(String name, int outputs, int inputs) {
        return linear(name, new IndexRange(0, outputs), outputs, inputs);
    }

    /** Some outputs of a map that holds several side by side. */
    LinearWeights linear(String name, IndexRange outputs, int allOutputs, int inputs) {
        String bias = name + ".bias";
        return new LinearWeights(
                WeightMatrix.of(checkpoint, name + ".weight", orientation, outputs, allOutputs, inputs),
                has(bias) ? Optional.of(WeightVector.of(checkpoint, bias, outputs, allOutputs)) : Optional.empty());
    }

    /** A table of {@code rows} vectors, stored a vector a row in every family. */
    WeightMatrix table(String name, int rows, int width) {
        return WeightMatrix.of(checkpoint, name, Orientation.OUTPUT_MAJOR, new IndexRange(0, rows), rows, width);
    }

    NormWeights rmsNorm(String name, int width) {
        return new NormWeights(WeightVector.of(checkpoint, name + ".weight", width), Optional.empty());
    }

    NormWeights layerNorm(String name, int width) {
        return new NormWeights(
                WeightVector.of(checkpoint, name + ".weight", width),
                Optional.of(WeightVector.of(checkpoint, name + ".bias", width)));
    }
}
