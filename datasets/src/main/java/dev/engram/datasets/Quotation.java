package dev.engram.datasets;

/** A text as messages quote it: on one line, and not longer than can be read. */
final class Quotation {

    private static final int MOST_CHARACTERS = 160;

    private Quotation() {}

    static String of(String text) {
        int characters = text.codePointCount(0, text.length());
        String head =
                characters <= MOST_CHARACTERS ? text : text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS));
        String cut = characters <= MOST_CHARACTERS ? "" : "...";
        return "'" + head.replace("\r", "\\r").replace("\n", "\\n") + cut + "'";
    }
}
