package dev.engram.models.spec;

/** How the two halves of a block hang together. */
public enum Topology {
    /** The MLP reads the residual after the attention's output was added. */
    SEQUENTIAL,
    /** Attention and MLP both read the block's input, so that there is no residual between them. */
    PARALLEL
}
