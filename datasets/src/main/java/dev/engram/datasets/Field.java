package dev.engram.datasets;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a record of a prompt list may hold, and the keys that data sets have for it, the preferred first. */
enum Field {
    PROMPT("prompt"),
    TEMPLATE("template"),
    SUBJECT("subject"),
    ATTRIBUTE("attribute", "answer", "object", "target_true", "ground_truth"),
    FOIL("foil", "target_new"),
    ID("known_id", "case_id", "id");

    private static final Set<String> ALL_KEYS =
            Arrays.stream(values()).flatMap(field -> field.keys.stream()).collect(Collectors.toUnmodifiableSet());

    // List.of makes a list that nobody can change, which its type does not say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> keys;

    Field(String... keys) {
        this.keys = List.of(keys);
    }

    List<String> keys() {
        return keys;
    }

    static boolean isKey(String key) {
        return ALL_KEYS.contains(key);
    }
}
