package dev.engram.datasets;

/** What is done with a record that no prompt can be made of. */
public enum BadRecords {
    /** The first one ends the reading. */
    REFUSE,
    /** They are left out and kept in {@link PromptList#skipped()}. */
    SKIP
}
