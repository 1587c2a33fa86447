package dev.engram.reports.figure;

import dev.engram.reports.plot.Rgb;

/** A colour and how much of it covers what lies under it, 0 to 1. */
record Paint(Rgb color, double opacity) {

    Paint {
        if (!(opacity >= 0 && opacity <= 1)) {
            throw new IllegalArgumentException("an opacity of " + opacity + "; it lies between 0 and 1");
        }
    }
}
