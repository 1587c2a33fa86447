package dev.engram.datasets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes a list of the records that a file's form hands over, one after the other, and keeps to what is said of bad ones. */
final class RecordCollector<R extends Listed> {

    /** The reading of one record, which fails where the record is bad. */
    interface Reading {
        RecordFields fields() throws RecordListException;
    }

    private final RecordKind<R> kind;
    private final BadRecords badRecords;
    private final List<R> entries = new ArrayList<>();
    private final List<BadRecord> skipped = new ArrayList<>();
    private final Map<String, RecordPlace> placesOfIds = new HashMap<>();

    RecordCollector(RecordKind<R> kind, BadRecords badRecords) {
        this.kind = kind;
        this.badRecords = badRecords;
    }

    /** What the list is to be of. */
    RecordKind<R> kind() {
        return kind;
    }

    void add(RecordPlace place, Reading reading) throws RecordListException {
        try {
            add(place, kind.of(reading.fields()));
        } catch (RecordListException refusal) {
            if (badRecords == BadRecords.REFUSE || refusal.badRecord().isEmpty()) {
                throw refusal;
            }
            skipped.add(refusal.badRecord().get());
        }
    }

    private void add(RecordPlace place, R entry) throws RecordListException {
        RecordPlace other = placesOfIds.putIfAbsent(entry.id(), place);
        if (other != null) {
            throw place.refuse("the id " + Quotation.of(entry.id()) + " is that of " + other.inFile()
                    + " already; ids name results, so give each record its own (without one it has its index)");
        }
        entries.add(entry);
    }

    <L> L list(RecordFile file, RecordListReader.Maker<R, L> maker) throws RecordListException {
        if (entries.isEmpty()) {
            String problem = skipped.isEmpty()
                    ? "has no records; expected at least one " + kind.singular()
                    : "has no good record among " + skipped.size() + ", the first: "
                            + skipped.get(0).message();
            throw new RecordListException(file.path(), problem);
        }
        return maker.of(file.path(), file.sha256(), entries, skipped);
    }
}
