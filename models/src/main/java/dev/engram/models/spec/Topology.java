package dev.engram.models.spec;

/** What a block is made of, and how its parts hang together. */
public enum Topology {
    /** The MLP reads the residual after the attention's output was added. */
    SEQUENTIAL,
    /** Attention and MLP both read the block's input, so that there is no residual between them. */
    PARALLEL,
    /** There is no MLP: a block is its attention, and the residual after that is the block's output. */
    ATTENTION_ONLY
}
