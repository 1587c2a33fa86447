package dev.engram.datasets;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a list is of: the fields that its records have, and the entry that is made of one. */
interface RecordKind<R extends Listed> {

    /** For messages, such as {@code prompt}. */
    String singular();

    String plural();

    Set<Field> fields();

    /** What a table must have columns for: of each of these groups of fields one. */
    List<List<Field>> columns();

    /** The entry of a record. */
    R of(RecordFields fields) throws RecordListException;

    /** The keys of all fields; what else a record has is ignored. */
    default Set<String> keys() {
        return fields().stream().flatMap(field -> field.keys().stream()).collect(Collectors.toUnmodifiableSet());
    }
}
