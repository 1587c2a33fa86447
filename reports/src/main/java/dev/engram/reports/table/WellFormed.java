package dev.engram.reports.table;

/** Texts that can be written as UTF-8. */
final class WellFormed {

    private static final int REPLACEMENT = 0xFFFD;

    private WellFormed() {}

    /** The text with halves of characters, of which a model's tokens may consist, as the replacement character. */
    static String of(String text) {
        if (text.codePoints().noneMatch(WellFormed::isHalf)) {
            return text;
        }
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints().map(point -> isHalf(point) ? REPLACEMENT : point).forEach(whole::appendCodePoint);
        return whole.toString();
    }

    private static boolean isHalf(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }
}
