package dev.engram.datasets;

/**
 * A text that a model continues, and the subject in it.
 *
 * @param text the whole prompt, as the model gets it
 * @param subject the subject, exactly as written in the text
 * @param subjectStart where it begins, in UTF-16 units of the text
 */
public record Prompt(String text, String subject, int subjectStart) {

    public Prompt {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the prompt is empty; pass the text that the model is to continue");
        }
        if (subject.isEmpty()) {
            throw new IllegalArgumentException("the subject is empty; pass the part of the prompt that names it");
        }
        if (!text.startsWith(subject, subjectStart)) {
            throw new IllegalArgumentException(
                    Quotation.of(subject) + " is not at character " + subjectStart + " of " + Quotation.of(text));
        }
    }

    /**
     * The prompt with the first occurrence of its subject, as the reference does.
     *
     * @throws IllegalArgumentException if the text is empty or does not contain the subject
     */
    public static Prompt of(String text, String subject) {
        int start = text.indexOf(subject);
        if (start < 0 && !text.isEmpty()) {
            throw new IllegalArgumentException("the subject " + Quotation.of(subject) + " is not in the prompt "
                    + Quotation.of(text) + " (upper and lower case differ); pass it exactly as the prompt has it");
        }
        return new Prompt(text, subject, start);
    }

    /** One past the subject's last character, in UTF-16 units of the text. */
    public int subjectEnd() {
        return subjectStart + subject.length();
    }
}
