package dev.engram.models;

import dev.engram.models.tensor.FloatTensor;

/**
 * A change to the activations of one site while a forward pass runs. Several at one site apply in the order of the request.
 *
 * <p>Given values are laid out as the region is: [sequences, positions, width], with [.., heads, width] for a site by head unless the
 * region names one; for {@link SiteKind#ATTN_PATTERN} [sequences, positions, heads, T keys], heads again left out where one is named.
 * Only the number of values is checked, not how their shape is cut.
 */
public sealed interface Intervention {

    Site site();

    Region region();

    /** Adds values to what is there. */
    record Add(Site site, Region region, FloatTensor values) implements Intervention {}

    /** Puts values in the place of what is there. */
    record Replace(Site site, Region region, FloatTensor values) implements Intervention {}

    /** Puts zeros in the place of what is there. */
    record Zero(Site site, Region region) implements Intervention {}

    /** Copies what another sequence of the same batch has at the same positions, as it is in this very pass. */
    record Restore(Site site, Region region, int fromSequence) implements Intervention {}
}
