package dev.engram.tracing;

/** What a cell of a trace puts back to its clean value. */
public enum RestoredState {
    /** One block's output, the residual stream after it. */
    HIDDEN("hidden"),
    /** The outputs of the MLPs in a window of layers. */
    MLP("mlp"),
    /** The outputs of the attentions, after their output projection, in a window of layers. */
    ATTENTION("attn");

    private final String label;

    RestoredState(String label) {
        this.label = label;
    }

    /** The short name in files and options: {@code hidden}, {@code mlp}, {@code attn}. */
    public String label() {
        return label;
    }

    /**
     * The state with a label.
     *
     * @throws IllegalArgumentException if there is none; the message lists them
     */
    public static RestoredState parse(String label) {
        for (RestoredState state : values()) {
            if (state.label.equals(label)) {
                return state;
            }
        }
        throw new IllegalArgumentException("'" + label + "' is none of hidden, mlp, attn");
    }
}
