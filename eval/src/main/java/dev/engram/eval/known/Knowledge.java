package dev.engram.eval.known;

/** What came of a question to a model. */
public enum Knowledge {
    /** Its first choices, one after another, are an answer. */
    KNOWN,
    /** It goes on otherwise. */
    UNKNOWN,
    /** None of its answers fits into the context after the prompt. */
    TOO_LONG
}
