package dev.engram.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Facts to edit from a file, at least one, each with an id of its own.
 *
 * @param file where they are from
 * @param sha256 of the file's bytes: 64 hexadecimal digits, lower case
 * @param cases in the file's order
 * @param skipped the records that are left out, in the file's order
 */
public record EditList(Path file, String sha256, List<EditCase> cases, List<BadRecord> skipped) {

    public EditList {
        cases = List.copyOf(cases);
        skipped = List.copyOf(skipped);
        ListCheck.check(file, sha256, cases, EditRecords.PLURAL);
    }

    /**
     * Reads a file in one of the forms of {@link PromptList#read}: a JSON array, JSON Lines, or CSV, in which a cell is one text.
     *
     * <p>A record of the file has these fields, of which each may have any one of several names (the first that is there counts; a null or
     * blank value counts as absent; other fields are ignored). They are those of EasyEdit's files and CounterFact's, and plainer ones:
     *
     * <ul>
     *   <li>{@code subject}
     *   <li>{@code prompt} or {@code template}: a text with {@code {}} for the subject, or the whole text with the subject in it once. A
     *       text with the subject twice is refused, since nothing says which of the two is to be edited: with {@code {}} the record can
     *   <li>the target: {@code target}, {@code target_new}; space around it is dropped
     *   <li>the old answer, optional: {@code attribute}, {@code answer}, {@code object}, {@code target_true}, {@code ground_truth}
     *   <li>paraphrases, optional: {@code paraphrases}, {@code paraphrase_prompts}, {@code rephrase_prompt}, {@code rephrase}; a text or an
     *       array of texts, whole or with {@code {}} for the subject
     *   <li>neighbours, optional, in the first of these ways that is there: {@code neighbours} or {@code neighbors}, each a whole text, or
     *       an object with a {@code prompt} and, by any of the old answer's names, its right answer; {@code neighborhood_prompts}, whole
     *       texts whose right answer is the old one; {@code locality_prompt}, whole texts, with their right answers in
     *       {@code locality_ground_truth}. Each may be one or an array of them
     *   <li>the id, optional, as for prompts: {@code known_id}, {@code case_id}, {@code id}; without it the record's index
     * </ul>
     *
     * <p>Subject, prompt, target and old answer may stand in an object {@code requested_rewrite}, and a text may be an object that has it
     * as {@code str}: CounterFact's own form. An array has at most 1,000 items.
     *
     * @throws RecordListException if the file as a whole is no such list (malformed text, an array cut off, no good record)
     *     or, where they are refused, a record is bad
     * @throws IOException if the file cannot be read
     */
    public static EditList read(Path file, BadRecords badRecords) throws IOException {
        return RecordListReader.read(
                RecordFile.read(file, EditRecords.PLURAL), new EditRecords(), badRecords, EditList::new);
    }
}
