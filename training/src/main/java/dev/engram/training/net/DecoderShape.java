package dev.engram.training.net;

/**
 * A decoder to train: GPT-2's blocks (learned positions, LayerNorm first), with or without MLPs.
 *
 * @param layers L
 * @param width D
 * @param heads of D / heads entries each
 * @param mlpWidth F; 0 for a model without MLPs
 * @param vocabulary V
 * @param context most positions
 * @param tied whether the unembedding is the token embedding
 */
public record DecoderShape(int layers, int width, int heads, int mlpWidth, int vocabulary, int context, boolean tied) {

    public DecoderShape {
        if (layers < 1
                || heads < 1
                || width < heads
                || width % heads != 0
                || mlpWidth < 0
                || vocabulary < 1
                || context < 1) {
            throw new IllegalArgumentException("no decoder has " + layers + " layers, width " + width + ", " + heads
                    + " heads, MLP width " + mlpWidth + ", vocabulary " + vocabulary + ", context " + context);
        }
    }

    public int headWidth() {
        return width / heads;
    }

    public boolean hasMlp() {
        return mlpWidth > 0;
    }
}
