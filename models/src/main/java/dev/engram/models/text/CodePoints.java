package dev.engram.models.text;

/** Where each code point of a text begins in UTF-16 units: the way back from {@link TokenSequence#codePointOffset}. */
final class CodePoints {

    private final int[] starts;

    private CodePoints(int[] starts) {
        this.starts = starts;
    }

    /** @throws IllegalArgumentException if half of a surrogate pair stands alone, which no UTF-8 tokenizer can be given */
    static CodePoints of(String text) {
        int[] starts = new int[text.codePointCount(0, text.length()) + 1];
        int unit = 0;
        for (int i = 0; i < starts.length - 1; i++) {
            starts[i] = unit;
            int codePoint = text.codePointAt(unit);
            if (Character.charCount(codePoint) == 1 && Character.isSurrogate((char) codePoint)) {
                throw new IllegalArgumentException("half a surrogate pair, " + Character.getName(codePoint)
                        + ", stands alone at character " + unit + " of the text; give whole characters");
            }
            unit += Character.charCount(codePoint);
        }
        starts[starts.length - 1] = unit;
        return new CodePoints(starts);
    }

    /** The UTF-16 offset of a code point offset, the text's end included. */
    int toUtf16(int codePointOffset) {
        return starts[codePointOffset];
    }
}
