package dev.engram.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Prompts from a file, at least one, each with an id of its own.
 *
 * @param file where they are from
 * @param sha256 of the file's bytes: 64 hexadecimal digits, lower case
 * @param prompts in the file's order
 * @param skipped the records that are left out, in the file's order
 */
public record PromptList(Path file, String sha256, List<ListedPrompt> prompts, List<BadRecord> skipped) {

    public PromptList {
        prompts = List.copyOf(prompts);
        skipped = List.copyOf(skipped);
        ListCheck.check(file, sha256, prompts, PromptRecords.PLURAL);
    }

    /**
     * Reads a file of at most 1 GiB in UTF-8, with or without a byte order mark. Its form is told from its first character that is not
     * blank: {@code [} opens a JSON array of objects, <code>{</code> begins JSON Lines (an object a line); anything else is CSV with
     * commas and a header line.
     *
     * <p>A record of the file has these fields, of which each may have any one of several names (the first that is there counts; a null or
     * blank value counts as absent; other fields are ignored):
     *
     * <ul>
     *   <li>{@code subject}
     *   <li>{@code prompt}, the whole text, in which the subject is where it first stands; or, where it has {@code {}}, a {@link Template}
     *   <li>{@code template}, used where there is no {@code prompt}
     *   <li>the attribute, optional: {@code attribute}, {@code answer}, {@code object}, {@code target_true}, {@code ground_truth}
     *   <li>the foil, optional: {@code foil}, {@code target_new}
     *   <li>the id, text or a whole number, optional: {@code known_id}, {@code case_id}, {@code id}; without it the id is the record's index
     *       among all records of the file, from 0
     * </ul>
     *
     * @throws RecordListException if the file as a whole is no such list (malformed text, an array cut off, no good record)
     *     or, where they are refused, a record is bad
     * @throws IOException if the file cannot be read
     */
    public static PromptList read(Path file, BadRecords badRecords) throws IOException {
        return read(RecordFile.read(file, PromptRecords.PLURAL), badRecords);
    }

    /** Reads a file that is in memory, as {@link #read(Path, BadRecords)} does. */
    public static PromptList read(RecordFile file, BadRecords badRecords) throws IOException {
        return RecordListReader.read(file, new PromptRecords(), badRecords, PromptList::new);
    }

    /** The subjects of the prompts, each once, in the order of where they first stand. */
    public List<String> subjects() {
        return prompts.stream()
                .map(listed -> listed.prompt().subject())
                .distinct()
                .toList();
    }

    /**
     * One of {@code count} parts that together are the list: every {@code count}-th prompt from {@code index} on, so that parts differ in
     * size by one at most. It is empty where there are more parts than prompts.
     *
     * @param index which part, from 0
     */
    public List<ListedPrompt> shard(int index, int count) {
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException("there is no shard " + index + " of " + count
                    + "; the first is 0 and the last one less than their number");
        }
        return IntStream.range(0, prompts.size())
                .filter(i -> i % count == index)
                .mapToObj(prompts::get)
                .toList();
    }
}
