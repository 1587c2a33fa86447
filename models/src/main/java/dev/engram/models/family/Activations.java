package dev.engram.models.family;

import dev.engram.models.spec.Activation;

/** The names that configurations use for activations. */
final class Activations {

    private Activations() {}

    /** The name by which transformers and GGUF files are told. */
    static String name(Activation activation) {
        return switch (activation) {
            case GELU -> "gelu";
            case GELU_TANH -> "gelu_new";
            case SILU -> "silu";
            case RELU -> "relu";
        };
    }

    static Activation parse(String name, ModelConfig config) {
        return switch (name) {
            case "gelu", "gelu_python" -> Activation.GELU;
            case "gelu_new", "gelu_fast", "gelu_pytorch_tanh" -> Activation.GELU_TANH;
            case "silu", "swish" -> Activation.SILU;
            case "relu" -> Activation.RELU;
            default ->
                throw new IllegalArgumentException(config.source() + ": the activation '" + name
                        + "' is not supported; supported are gelu, gelu_python, gelu_new, gelu_fast,"
                        + " gelu_pytorch_tanh, silu, swish, relu");
        };
    }
}
