package dev.engram.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Questions with answers to choose from, of a file: at least one, each asked once.
 *
 * @param sha256 of the file's bytes: 64 hexadecimal digits, lower case
 * @param questions in the file's order
 */
public record ChoiceList(Path file, String sha256, List<ChoiceQuestion> questions) {

    public ChoiceList {
        questions = List.copyOf(questions);
        ListCheck.check(file, sha256, questions, ChoiceRecords.PLURAL);
    }

    /**
     * Reads JSON Lines or a JSON array. A record has a {@code question} (or {@code prompt}), {@code choices}, an array, and the {@code answer}:
     * the number of the right choice from 0, or its letter from A.
     *
     * @throws RecordListException if the file is no such list, or one of its records none; the message names the line
     * @throws IOException if the file cannot be read
     */
    public static ChoiceList read(Path file) throws IOException {
        return RecordListReader.read(
                RecordFile.read(file, ChoiceRecords.PLURAL),
                new ChoiceRecords(),
                BadRecords.REFUSE,
                (from, sha256, questions, skipped) -> new ChoiceList(from, sha256, questions));
    }
}
