package dev.engram.tracing;

import dev.engram.models.SiteKind;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a cell of a trace puts back to its clean value. */
public enum RestoredState {
    /** The block's output, the residual stream after it. */
    HIDDEN("hidden", SiteKind.RESID_POST, null),
    /** The outputs of the MLPs in a window of layers. */
    MLP("mlp", SiteKind.MLP_OUT, null),
    /** The outputs of the attentions, after their output projection, in a window of layers. */
    ATTENTION("attn", SiteKind.ATTN_OUT, null),
    /**
     * The block's output, while the MLP outputs at its position stay in all layers what they are in the corrupted run (Meng et al. 2022,
     * section 2.2 and figure 3: the path through the MLPs is severed).
     */
    SEVERED_MLP("severed-mlp", SiteKind.RESID_POST, SiteKind.MLP_OUT),
    /** As {@link #SEVERED_MLP}, with the attention outputs. */
    SEVERED_ATTENTION("severed-attn", SiteKind.RESID_POST, SiteKind.ATTN_OUT);

    private final String label;
    private final SiteKind site;
    private final Optional<SiteKind> severed;

    RestoredState(String label, SiteKind site, @Nullable SiteKind severed) {
        this.label = label;
        this.site = site;
        this.severed = Optional.ofNullable(severed);
    }

    /** The short name in files and options, such as {@code hidden}. */
    public String label() {
        return label;
    }

    /** Where it is put back. */
    SiteKind site() {
        return site;
    }

    /** Where its position stays corrupted. */
    Optional<SiteKind> severed() {
        return severed;
    }

    /** Whether a trace shows it where nothing is said. */
    boolean isDefault() {
        return severed.isEmpty();
    }

    /** Whether a block's output is put back: the last one's, at the last token, leaves nothing of the corruption. */
    public boolean isBlockOutput() {
        return site == SiteKind.RESID_POST;
    }

    /** How many layers are restored together where nothing is said: the reference's numbers. */
    public int defaultWindow() {
        return site == SiteKind.RESID_POST ? 1 : 10;
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
        throw new IllegalArgumentException("'" + label + "' is none of "
                + Arrays.stream(values()).map(RestoredState::label).collect(Collectors.joining(", ")));
    }
}
