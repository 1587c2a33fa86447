package dev.engram.tracing;

import dev.engram.models.tensor.IndexRange;

/**
 * The layers whose module outputs are restored together around a centre layer (Meng et al. 2022, section 2.2 and appendix B.2).
 *
 * @param width number of layers away from the edges; windows are cut at the first and last layer
 */
public record RestoreWindow(int width, Convention convention) {

    /** Where an even window lies around its centre; odd ones are symmetric in both. */
    public enum Convention {
        /** The reference code, which made the published numbers: width 10 around l is [l - 5, l + 4]. */
        CODE,
        /** The paper's text: width 10 around l is [l - 4, l + 5]. */
        PAPER
    }

    public RestoreWindow {
        if (width < 1) {
            throw new IllegalArgumentException("a window of " + width + " layers; it must hold at least 1");
        }
    }

    /** The window around a centre, cut to the model's layers. */
    public IndexRange around(int centre, int layers) {
        int below = convention == Convention.CODE ? width / 2 : (width - 1) / 2;
        long end = (long) centre - below + width;
        return new IndexRange(Math.max(0, centre - below), (int) Math.min(layers, end));
    }
}
