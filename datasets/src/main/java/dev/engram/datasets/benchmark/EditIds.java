package dev.engram.datasets.benchmark;

/** What an edit is called that has no id of its own. */
final class EditIds {

    private EditIds() {}

    /**
     * The record's id, with the edit's number where there are several.
     *
     * @param number which of the record's edits, from 0
     */
    static String of(String recordId, int number, int ofEdits) {
        return ofEdits == 1 ? recordId : recordId + "." + (number + 1);
    }
}
