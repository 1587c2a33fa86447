package dev.engram.datasets;

/**
 * What a model is to say from now on: a prompt about a subject, and the object that is to follow it.
 *
 * @param template the prompt, with {@code {}} for the subject
 * @param target the new object, as a text after the prompt has it; a space goes between unless it begins with white space
 */
public record Rewrite(Template template, String subject, String target) {

    public Rewrite {
        if (subject.isBlank()) {
            throw new IllegalArgumentException("the subject is empty; pass the text that the prompt has for {}");
        }
        if (target.isBlank()) {
            throw new IllegalArgumentException("the target is empty; pass what the model is to say after "
                    + Quotation.of(template.fill(subject).text()));
        }
    }

    /**
     * A rewrite of a prompt that has its subject written out, or {@code {}} for it.
     *
     * @throws IllegalArgumentException if the subject is not in the prompt, or twice
     */
    public static Rewrite of(String prompt, String subject, String target) {
        if (prompt.contains(Template.BLANK)) {
            return new Rewrite(new Template(prompt), subject, target);
        }
        Prompt written = Prompt.of(prompt, subject);
        if (prompt.indexOf(subject, written.subjectStart() + 1) >= 0) {
            throw new IllegalArgumentException(
                    "the subject " + Quotation.of(subject) + " is more than once in the prompt " + Quotation.of(prompt)
                            + "; write {} where the one that counts is");
        }
        String template =
                prompt.substring(0, written.subjectStart()) + Template.BLANK + prompt.substring(written.subjectEnd());
        return new Rewrite(new Template(template), subject, target);
    }

    /** The prompt about the subject. */
    public Prompt prompt() {
        return template.fill(subject);
    }

    /** The target as it goes on from the prompt. */
    public String continuation() {
        return Character.isWhitespace(target.charAt(0)) ? target : " " + target;
    }
}
