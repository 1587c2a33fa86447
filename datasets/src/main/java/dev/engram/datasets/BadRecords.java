package dev.engram.datasets;

/** What is done with a record that no entry of its list can be made of. */
public enum BadRecords {
    /** The first one ends the reading. */
    REFUSE,
    /** They are left out, and kept beside the list's entries. A record with the id of an earlier one is among them. */
    SKIP
}
