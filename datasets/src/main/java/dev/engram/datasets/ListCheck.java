package dev.engram.datasets;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What holds for every list from a file: a hash as such, one entry at least, and each id once. */
public final class ListCheck {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private ListCheck() {}

    /**
     * Refuses what is no such list.
     *
     * @param plural what the list is of, for messages
     * @throws IllegalArgumentException that names the file
     */
    public static void check(Path file, String sha256, List<? extends Listed> entries, String plural) {
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("'" + sha256 + "' is not a SHA-256 in lower-case hexadecimal digits");
        }
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("the list of " + file + " has no " + plural + "; it needs at least one");
        }
        Set<String> ids = new HashSet<>();
        for (Listed entry : entries) {
            if (!ids.add(entry.id())) {
                throw new IllegalArgumentException("the id '" + entry.id() + "' is in the list of " + file + " twice");
            }
        }
    }
}
