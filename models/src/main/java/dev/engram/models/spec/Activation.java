package dev.engram.models.spec;

/** The nonlinearity of an MLP. */
public enum Activation {
    /** x Phi(x), by the error function. */
    GELU,
    /** GELU's tanh approximation: 0.5 x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))); GPT-2's {@code gelu_new}. */
    GELU_TANH,
    /** x sigmoid(x), also called swish. */
    SILU,
    RELU
}
