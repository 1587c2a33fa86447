package dev.engram.models.files;

/** What computes a model. */
public enum EngineKind {
    /** PyTorch, through DJL: has gradients. */
    DJL,
    /** ONNX Runtime: passes alone; gradients are PyTorch's, loaded when they are first asked for. */
    ONNX,
    /** Plain Java in double precision, slow: what the others are held against. Gradients as above. */
    REFERENCE
}
