package dev.engram.tracing;

import dev.engram.models.SiteKind;

/** What a cell of a trace puts back to its clean value. */
public enum RestoredState {
    /** One block's output, the residual stream after it. */
    HIDDEN("hidden", SiteKind.RESID_POST),
    /** The outputs of the MLPs in a window of layers. */
    MLP("mlp", SiteKind.MLP_OUT),
    /** The outputs of the attentions, after their output projection, in a window of layers. */
    ATTENTION("attn", SiteKind.ATTN_OUT);

    private final String label;
    private final SiteKind site;

    RestoredState(String label, SiteKind site) {
        this.label = label;
        this.site = site;
    }

    /** The short name in files and options: {@code hidden}, {@code mlp}, {@code attn}. */
    public String label() {
        return label;
    }

    /** Where it is put back. */
    SiteKind site() {
        return site;
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
