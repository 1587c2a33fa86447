package dev.engram.reports.plot;

import java.util.List;

/** Colours that tell series apart, after Okabe and Ito 2008, for colour-blind readers; the light ones darkened, so that all show on white and on black. */
final class SeriesColors {

    private static final List<Rgb> COLORS = List.of(
            new Rgb(0x2F, 0x7D, 0xC4),
            new Rgb(0xD5, 0x5E, 0x00),
            new Rgb(0x00, 0x9E, 0x73),
            new Rgb(0xCC, 0x79, 0xA7),
            new Rgb(0xB8, 0x86, 0x0B),
            new Rgb(0x3A, 0x9B, 0xD0),
            new Rgb(0x8A, 0x8F, 0x98));

    private SeriesColors() {}

    /** The colour of a series by its number; after the last one they begin again. */
    static Rgb of(int series) {
        return COLORS.get(series % COLORS.size());
    }
}
