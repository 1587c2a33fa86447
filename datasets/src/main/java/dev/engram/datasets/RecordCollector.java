package dev.engram.datasets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes a list of the records that a file's form hands over, one after the other, and keeps to what is said of bad ones. */
final class RecordCollector {

    /** The reading of one record, which fails where the record is bad. */
    interface Reading {
        RecordFields fields() throws RecordListException;
    }

    private final BadRecords badRecords;
    private final List<ListedPrompt> prompts = new ArrayList<>();
    private final List<BadRecord> skipped = new ArrayList<>();
    private final Map<String, RecordPlace> placesOfIds = new HashMap<>();

    RecordCollector(BadRecords badRecords) {
        this.badRecords = badRecords;
    }

    void add(RecordPlace place, Reading reading) throws RecordListException {
        try {
            add(place, reading.fields().toListedPrompt());
        } catch (RecordListException refusal) {
            if (badRecords == BadRecords.REFUSE || refusal.badRecord().isEmpty()) {
                throw refusal;
            }
            skipped.add(refusal.badRecord().get());
        }
    }

    private void add(RecordPlace place, ListedPrompt prompt) throws RecordListException {
        RecordPlace other = placesOfIds.putIfAbsent(prompt.id(), place);
        if (other != null) {
            throw new RecordListException(
                    place,
                    "the id " + Quotation.of(prompt.id()) + " is that of " + other.inFile()
                            + " already; ids name results, so give each record its own (without one it has its index)");
        }
        prompts.add(prompt);
    }

    PromptList list(RecordFile file) throws RecordListException {
        if (prompts.isEmpty()) {
            String problem = skipped.isEmpty()
                    ? "has no records; expected at least one prompt"
                    : "has no good record among " + skipped.size() + ", the first: "
                            + skipped.get(0).message();
            throw new RecordListException(file.path(), problem);
        }
        return new PromptList(file.path(), file.sha256(), prompts, skipped);
    }
}
