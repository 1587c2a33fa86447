package dev.engram.datasets;

/**
 * A value as a file has it.
 *
 * @param text of a text or whole number; empty for other kinds
 */
record FieldValue(Kind kind, String text) {

    /** The kinds of JSON values; CSV has text alone. */
    enum Kind {
        TEXT("text"),
        WHOLE_NUMBER("a number"),
        FRACTION("a number with a fraction"),
        TRUTH("true or false"),
        NOTHING("null"),
        ARRAY("an array"),
        OBJECT("an object");

        private final String phrase;

        Kind(String phrase) {
            this.phrase = phrase;
        }

        /** For messages. */
        String phrase() {
            return phrase;
        }
    }

    static FieldValue of(Kind kind) {
        return new FieldValue(kind, "");
    }

    boolean isAbsent() {
        return kind == Kind.NOTHING || (kind == Kind.TEXT && text.isBlank());
    }
}
