package dev.engram.models;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What is read or changed at a {@link Site}, in the order of a forward pass. T positions, D width, H heads, F MLP width. */
public enum SiteKind {
    /** The token's embedding, before positions are added: [T, D]. */
    EMBED("embed"),
    /** The block's input: [T, D]. */
    RESID_PRE("resid.pre"),
    /** Queries by head, before their norm and rotation: [T, H, headWidth]. */
    ATTN_Q("attn.q"),
    /** Keys by key head, before their norm and rotation: [T, keyValueHeads, headWidth]. */
    ATTN_K("attn.k"),
    /** Values by value head: [T, keyValueHeads, headWidth]. */
    ATTN_V("attn.v"),
    /** Attention weights after the softmax: [H, T queries, T keys]. */
    ATTN_PATTERN("attn.pattern"),
    /** The mixed values by head, the output projection's input: [T, H, headWidth]. */
    ATTN_Z("attn.z"),
    /** What attention adds to the residual, its output projection's bias included: [T, D]. */
    ATTN_OUT("attn.out"),
    /** The residual between attention and MLP: [T, D]. Sequential blocks alone have one. */
    RESID_MID("resid.mid"),
    /** The MLP before its activation (the gate, where there is one): [T, F]. Blocks of attention alone have no MLP. */
    MLP_PRE("mlp.pre"),
    /** The MLP's hidden layer, its output projection's input: [T, F]. */
    MLP_POST("mlp.post"),
    /** What the MLP adds to the residual, bias included: [T, D]. */
    MLP_OUT("mlp.out"),
    /** The block's output: [T, D]. */
    RESID_POST("resid.post");

    private final String label;

    SiteKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    static String labels() {
        return Arrays.stream(values())
                .filter(kind -> kind != EMBED)
                .map(SiteKind::label)
                .collect(Collectors.joining(", "));
    }

    static SiteKind parse(String label) {
        for (SiteKind kind : values()) {
            if (kind != EMBED && kind.label.equals(label)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("'" + label + "' is no kind of site; kinds are " + labels());
    }
}
