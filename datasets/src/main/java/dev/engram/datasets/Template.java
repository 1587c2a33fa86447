package dev.engram.datasets;

/**
 * A prompt without its subject: {@code {}} stands for it, and the object follows the end after a space.
 *
 * @param text such as {@code The capital of {} is}
 */
public record Template(String text) {

    static final String BLANK = "{}";

    public Template {
        int blank = text.indexOf(BLANK);
        if (blank < 0 || text.indexOf(BLANK, blank + 1) >= 0) {
            throw new IllegalArgumentException(
                    "the template " + Quotation.of(text) + " must have {} for its subject, once");
        }
    }

    /** The prompt about a subject. */
    public Prompt fill(String subject) {
        int blank = text.indexOf(BLANK);
        String prompt = text.substring(0, blank) + subject + text.substring(blank + BLANK.length());
        return new Prompt(prompt, subject, blank);
    }
}
