package dev.engram.models.spec;

/**
 * The attention of each block.
 *
 * @param heads query heads
 * @param keyValueHeads key and value heads; each serves {@code heads / keyValueHeads} query heads in a row
 * @param headWidth entries of a head
 * @param headNorms whether each query and key head has a norm of its own (RMSNorm, with the model's epsilon), before any rotation
 */
public record AttentionSpec(int heads, int keyValueHeads, int headWidth, boolean headNorms) {

    public AttentionSpec {
        if (heads < 1 || keyValueHeads < 1 || headWidth < 1 || heads % keyValueHeads != 0) {
            throw new IllegalArgumentException(
                    heads + " heads of width " + headWidth + " cannot share " + keyValueHeads + " key and value heads");
        }
    }

    public int queryWidth() {
        return heads * headWidth;
    }

    public int keyValueWidth() {
        return keyValueHeads * headWidth;
    }

    /** Query heads for each key and value head. */
    public int groupSize() {
        return heads / keyValueHeads;
    }
}
