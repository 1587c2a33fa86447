package dev.engram.reports.plot;

import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TokenRole;

/** The colours of traces: those of pages and terminals, or those of the paper that causal tracing is from. */
public enum PlotTheme {
    /** Viridis for every kind; lines in colours that colour-blind readers tell apart. */
    SCREEN {
        @Override
        ColorMap colors(RestoredState state) {
            return ColorMap.VIRIDIS;
        }

        /** After Okabe and Ito 2008, for colour-blind readers; the light ones darkened, so that all show on white and on black. */
        @Override
        Rgb color(TokenRole role) {
            return switch (role) {
                case BEFORE_SUBJECT -> new Rgb(0x8A, 0x8F, 0x98);
                case FIRST_SUBJECT -> new Rgb(0x3A, 0x9B, 0xD0);
                case MIDDLE_SUBJECT -> new Rgb(0x00, 0x9E, 0x73);
                case LAST_SUBJECT -> new Rgb(0xD5, 0x5E, 0x00);
                case FIRST_SUBSEQUENT -> new Rgb(0xCC, 0x79, 0xA7);
                case FURTHER -> new Rgb(0xB8, 0x86, 0x0B);
                case LAST -> new Rgb(0x2F, 0x7D, 0xC4);
            };
        }
    },

    /**
     * The look of Meng et al. 2022: white to purple for hidden states, to green for MLPs, to red for attention, and the severed paths in the colour of
     * what is severed, as in their figure 3; lines in the colours that their plots of averages have.
     */
    PAPER {
        @Override
        ColorMap colors(RestoredState state) {
            return switch (state) {
                case HIDDEN -> ColorMap.PURPLES;
                case MLP, SEVERED_MLP -> ColorMap.GREENS;
                case ATTENTION, SEVERED_ATTENTION -> ColorMap.REDS;
            };
        }

        @Override
        Rgb color(TokenRole role) {
            return switch (role) {
                case BEFORE_SUBJECT -> new Rgb(0x7F, 0x7F, 0x7F);
                case FIRST_SUBJECT -> new Rgb(0x1F, 0x77, 0xB4);
                case MIDDLE_SUBJECT -> new Rgb(0xFF, 0x7F, 0x0E);
                case LAST_SUBJECT -> new Rgb(0x2C, 0xA0, 0x2C);
                case FIRST_SUBSEQUENT -> new Rgb(0x94, 0x67, 0xBD);
                case FURTHER -> new Rgb(0x8C, 0x56, 0x4B);
                case LAST -> new Rgb(0xD6, 0x27, 0x28);
            };
        }
    };

    /** The colours of a heatmap, from the floor up. */
    abstract ColorMap colors(RestoredState state);

    /** The colour of a token role's line. */
    abstract Rgb color(TokenRole role);
}
