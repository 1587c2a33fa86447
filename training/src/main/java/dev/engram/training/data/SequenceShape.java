package dev.engram.training.data;

/**
 * How much one step sees.
 *
 * @param sequences B, in a batch
 * @param length T, tokens of each, the begin-of-text token included
 * @param layers L, of the model, each of which has a mask
 */
public record SequenceShape(int sequences, int length, int layers) {

    public SequenceShape {
        if (sequences < 1 || length < 2 || layers < 1) {
            throw new IllegalArgumentException(
                    sequences + " sequences of " + length + " tokens in " + layers + " layers");
        }
    }
}
