package dev.engram.datasets;

import java.util.Optional;

/**
 * A record that no entry of its list can be made of.
 *
 * @param field the key or column at fault, if it is one alone
 * @param problem what was found, and what was expected
 */
public record BadRecord(RecordPlace place, Optional<String> field, String problem) {

    public BadRecord {
        if (problem.isBlank()) {
            throw new IllegalArgumentException("the problem of the record in " + place.inFile() + " is blank");
        }
    }

    /** File, line, index, field and problem in one sentence. */
    public String message() {
        String at = field.map(name -> "field '" + name + "': ").orElse("");
        return place.file() + ": " + place.inFile() + ": " + at + problem;
    }
}
