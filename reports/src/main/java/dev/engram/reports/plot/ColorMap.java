package dev.engram.reports.plot;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Colours for numbers. Those given here are perceptually uniform, from dark to light, so that they keep their order in grey and for
 * colour-blind readers.
 *
 * <p>Each of them is 33 evenly spaced colours of the published one; straight lines in sRGB between them stay within 6 of 255 of the full table
 * (within 2 for viridis).
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
     * @param place 0 for the darkest, 1 for the lightest
     */
    public Rgb at(double place) {
        if (!(place >= 0 && place <= 1)) {
            throw new IllegalArgumentException("place " + place + " in a colour map; it must lie in [0, 1]");
        }
        int last = controlPoints.size() - 1;
        int below = Math.min((int) (place * last), last - 1);
        return controlPoints.get(below).towards(controlPoints.get(below + 1), place * last - below);
    }
}
