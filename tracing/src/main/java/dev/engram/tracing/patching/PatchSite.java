package dev.engram.tracing.patching;

import dev.engram.models.SiteKind;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What is patched, and so what the cells of the grid are: (position, layer), or (layer, head) with all positions patched together. */
public enum PatchSite {
    RESID_PRE(SiteKind.RESID_PRE, "hook_resid_pre"),
    RESID_MID(SiteKind.RESID_MID, "hook_resid_mid"),
    RESID_POST(SiteKind.RESID_POST, "hook_resid_post"),
    ATTN_OUT(SiteKind.ATTN_OUT, "hook_attn_out"),
    MLP_OUT(SiteKind.MLP_OUT, "hook_mlp_out"),
    ATTN_Z(SiteKind.ATTN_Z, "attn.hook_z");

    private final SiteKind kind;
    private final String transformerLensName;

    PatchSite(SiteKind kind, String transformerLensName) {
        this.kind = kind;
        this.transformerLensName = transformerLensName;
    }

    public SiteKind kind() {
        return kind;
    }

    public String label() {
        return kind.label();
    }

    /** Whether a cell is one head at all positions rather than one position. */
    public boolean isByHead() {
        return this == ATTN_Z;
    }

    /**
     * The site of a label, {@code resid.pre}, or of TransformerLens's name for it, {@code hook_resid_pre}.
     *
     * @throws IllegalArgumentException if it is neither; the message lists the labels
     */
    public static PatchSite parse(String name) {
        return Arrays.stream(values())
                .filter(site -> site.label().equals(name) || site.transformerLensName.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name
                        + "' is nothing that is patched here; what can be is "
                        + Arrays.stream(values()).map(PatchSite::label).collect(Collectors.joining(", "))));
    }
}
