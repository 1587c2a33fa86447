package dev.engram.tracing;

/** Which answers of a list count as given, and are watched. */
public enum AnswerTokens {
    /** All tokens of the expected answer: the model gives it if its first choices, one after another, are these. */
    ALL,
    /** The model's first choice alone, as in the reference: it must be the whole answer. */
    FIRST_CHOICE
}
