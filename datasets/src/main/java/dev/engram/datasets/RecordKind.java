package dev.engram.datasets;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a list is of: the fields that its records have, and the entry that is made of one. */
public interface RecordKind<R extends Listed> {

    /** For messages, such as {@code prompt}. */
    String singular();

    /** For messages, such as {@code prompts}. */
    String plural();

    /** All fields of a record and of the objects in it; what else a record has is ignored. */
    Set<RecordField> fields();

    /** Those of the fields whose objects have keys that no form knows beforehand, such as names of tests: there all keys are kept. */
    default Set<RecordField> openFields() {
        return Set.of();
    }

    /** How deep arrays and objects are nested within a record that has all its fields: 2 is an array of objects. */
    default int levels() {
        return 2;
    }

    /** What a table must have columns for: of each of these groups of fields one. */
    List<List<RecordField>> columns();

    /**
     * The entry of a record.
     *
     * @throws RecordListException that names place and field, if no entry can be made of it
     */
    R of(RecordFields fields) throws RecordListException;

    /** The keys of all fields. */
    default Set<String> keys() {
        return keys(fields());
    }

    /** The keys of some fields. */
    static Set<String> keys(Set<RecordField> fields) {
        return fields.stream().flatMap(field -> field.keys().stream()).collect(Collectors.toUnmodifiableSet());
    }
}
