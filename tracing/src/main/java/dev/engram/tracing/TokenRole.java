package dev.engram.tracing;

import dev.engram.models.text.TokenSpan;

/** What a token is to the subject of its prompt: the roles over which Meng et al. 2022 (section 2.2, figure 2) average effects, and the tokens before. */
public enum TokenRole {
    /** Ahead of the subject, where nothing can be restored in a decoder: it has not seen the noise. */
    BEFORE_SUBJECT("before the subject"),
    FIRST_SUBJECT("first subject token"),
    MIDDLE_SUBJECT("middle subject tokens"),
    /** The only one, where the subject is one token. */
    LAST_SUBJECT("last subject token"),
    FIRST_SUBSEQUENT("first subsequent token"),
    FURTHER("further tokens"),
    /** The token at which the answer is read; the last subject token where a prompt ends with its subject. */
    LAST("last token");

    private final String label;

    TokenRole(String label) {
        this.label = label;
    }

    /** For people. */
    public String label() {
        return label;
    }

    /** Whether tokens of this role are the subject's own. */
    public boolean ofSubject() {
        return this == FIRST_SUBJECT || this == MIDDLE_SUBJECT || this == LAST_SUBJECT;
    }

    /**
     * The role of a position.
     *
     * @param length tokens of the prompt
     */
    public static TokenRole of(int position, TokenSpan subject, int length) {
        if (position < 0 || position >= length || subject.to() > length) {
            throw new IllegalArgumentException(
                    "position " + position + " and " + subject + " in " + length + " tokens");
        }
        if (position < subject.from()) {
            return BEFORE_SUBJECT;
        }
        if (position == subject.last()) {
            return LAST_SUBJECT;
        }
        if (position < subject.last()) {
            return position == subject.from() ? FIRST_SUBJECT : MIDDLE_SUBJECT;
        }
        if (position == length - 1) {
            return LAST;
        }
        return position == subject.to() ? FIRST_SUBSEQUENT : FURTHER;
    }
}
