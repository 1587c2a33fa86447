package dev.engram.models.spec;

/**
 * The MLP of each block.
 *
 * @param width F, entries of its hidden layer
 * @param gated whether the hidden layer is activation(gate) x up, as in SwiGLU, rather than activation(up)
 */
public record MlpSpec(int width, Activation activation, boolean gated) {

    /** Entries of what comes before the activation: gate and up side by side where there is a gate. */
    public int preWidth() {
        return gated ? 2 * width : width;
    }
}
