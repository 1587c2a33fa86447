package dev.engram.datasets;

import java.util.List;

/** What a record may hold, by the keys that files have for it. */
public interface RecordField {

    /** The keys, the preferred first; where a record has several, the first of them counts that is not blank. */
    List<String> keys();

    /** A field that goes by some keys. */
    static RecordField of(String preferred, String... others) {
        return new NamedField(preferred, List.of(others));
    }
}
