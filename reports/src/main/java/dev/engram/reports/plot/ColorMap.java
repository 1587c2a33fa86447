package dev.engram.reports.plot;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Colours for numbers. Those given here keep their order in grey and for colour-blind readers: viridis and cividis are perceptually uniform, from dark
 * to light; those of the paper go from nearly white to dark.
 *
 * <p>Viridis and cividis are 33 evenly spaced colours of the published map each; straight lines in sRGB between them stay within 6 of 255 of the full
 * table (within 2 for viridis). The others are ColorBrewer's nine classes (Harrower and Brewer 2003, Apache 2.0), with straight lines between them as
 * plots in the field have them.
 *
 * @param name as the literature has it
 * @param controlPoints at least two, evenly spaced from the low end to the high one
 */
public record ColorMap(String name, List<Rgb> controlPoints) {

    /** From violet over green to yellow (van der Walt and Smith, CC0). */
    public static final ColorMap VIRIDIS = parse(
            "viridis",
            "440154470d6048186a482374472d7b4536814240863f49893b528b375a8d33638d2f6a8e2c728e297a8e26818e23898e21908c"
                    + "1f988b1f9f8821a68528ae8031b57b3ebc744cc26c5dc9636ece5882d34c96d83fabdc32c0df24d5e21aeae51afde725");

    /** From blue over grey to yellow, alike for readers with and without red-green weakness (Nuñez, Anderton and Renslow 2018, CC0). */
    public static final ColorMap CIVIDIS = parse(
            "cividis",
            "00224e00285b002e6a0433711a386f273e6e32436d3b496c434e6c4b546c52596d5a5f6e61656f686a716f70737576767c7b78"
                    + "8481798b8778938d789b9376a39a75aba072b3a670bbad6cc3b469ccba64d4c15fddc958e6d051efd748f8df3cfee838");

    /** From white to purple. */
    public static final ColorMap PURPLES = parse("purples", "fcfbfdefedf5dadaebbcbddc9e9ac8807dba6a51a354278f3f007d");

    /** From white to green. */
    public static final ColorMap GREENS = parse("greens", "f7fcf5e5f5e0c7e9c0a1d99b74c47641ab5d238b45006d2c00441b");

    /** From white to red. */
    public static final ColorMap REDS = parse("reds", "fff5f0fee0d2fcbba1fc9272fb6a4aef3b2ccb181da50f1567000d");

    private static final int NEARLY_WHITE = 0xF0;

    public ColorMap {
        controlPoints = List.copyOf(controlPoints);
        if (controlPoints.size() < 2) {
            throw new IllegalArgumentException("a colour map of " + controlPoints.size() + " colours; it needs two");
        }
    }

    /** A map of colours that are written as six hexadecimal digits each, one after the other. */
    public static ColorMap parse(String name, String hexDigits) {
        return new ColorMap(
                name,
                IntStream.range(0, hexDigits.length() / 6)
                        .map(i -> Integer.parseInt(hexDigits.substring(6 * i, 6 * i + 6), 16))
                        .mapToObj(rgb -> new Rgb(rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF))
                        .toList());
    }

    /**
     * The colour of a place between the map's ends.
     *
     * @param place 0 for the first, 1 for the last
     */
    public Rgb at(double place) {
        if (!(place >= 0 && place <= 1)) {
            throw new IllegalArgumentException("place " + place + " in a colour map; it must lie in [0, 1]");
        }
        int last = controlPoints.size() - 1;
        int below = Math.min((int) (place * last), last - 1);
        return controlPoints.get(below).towards(controlPoints.get(below + 1), place * last - below);
    }

    /** Whether its first colour can hardly be told from white paper, so that cells need a frame. */
    boolean beginsWhite() {
        Rgb first = controlPoints.get(0);
        return Math.min(first.red(), Math.min(first.green(), first.blue())) >= NEARLY_WHITE;
    }
}
