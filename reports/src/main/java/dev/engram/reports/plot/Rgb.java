package dev.engram.reports.plot;

/** A colour of the sRGB space, 0 to 255 each. */
public record Rgb(int red, int green, int blue) {

    public Rgb {
        if ((red | green | blue) < 0 || red > 255 || green > 255 || blue > 255) {
            throw new IllegalArgumentException("no colour: " + red + ", " + green + ", " + blue);
        }
    }

    /** As CSS and SVG write it: {@code #440154}. */
    public String hex() {
        return "#"
                + Integer.toHexString(1 << 24 | red << 16 | green << 8 | blue).substring(1);
    }

    /** The colour a share of the way to another one, 0 to 1. */
    Rgb towards(Rgb other, double share) {
        return new Rgb(mix(red, other.red, share), mix(green, other.green, share), mix(blue, other.blue, share));
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }
}
