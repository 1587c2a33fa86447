package dev.engram.datasets.benchmark;

import dev.engram.datasets.BadRecord;
import dev.engram.datasets.BadRecords;
import dev.engram.datasets.PromptList;
import dev.engram.datasets.RecordFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A data set from a file, whether its records are facts to trace or edits.
 *
 * @param sha256 of the file's bytes: 64 hexadecimal digits, lower case
 * @param form its name: one of {@link #forms}
 * @param entries at least one, in the file's order
 * @param skipped the records that are left out, in the file's order
 * @param conflicts records of edits that contradict or repeat earlier ones
 */
public record DatasetFile(
        Path file,
        String sha256,
        String form,
        List<DatasetEntry> entries,
        List<BadRecord> skipped,
        List<RecordConflict> conflicts) {

    /** The form of lists of facts to trace, such as known_1000. */
    public static final String KNOWN_FACTS = "known";

    public DatasetFile {
        entries = List.copyOf(entries);
        skipped = List.copyOf(skipped);
        conflicts = List.copyOf(conflicts);
    }

    /** The names of all forms. */
    public static List<String> forms() {
        return Stream.concat(
                        Stream.of(KNOWN_FACTS),
                        Arrays.stream(BenchmarkForm.values()).map(BenchmarkForm::label))
                .toList();
    }

    /**
     * Reads a file as {@link Benchmark#read} and {@link PromptList#read} do.
     *
     * @param form one of {@link #forms}; without it, it is told by the keys of the file's first records
     */
    public static DatasetFile read(Path path, Optional<String> form, BadRecords badRecords) throws IOException {
        RecordFile file = RecordFile.read(path, "records");
        String label = form.isPresent() ? form.get() : labelOf(file);
        if (!forms().contains(label)) {
            throw new IllegalArgumentException(
                    "'" + label + "' is no form of data sets; there are " + String.join(", ", forms()));
        }
        if (label.equals(KNOWN_FACTS)) {
            PromptList list = PromptList.read(file, badRecords);
            List<DatasetEntry> entries = new ArrayList<>();
            list.prompts().forEach(listed -> entries.add(new DatasetEntry.Traced(listed)));
            return new DatasetFile(path, list.sha256(), KNOWN_FACTS, entries, list.skipped(), List.of());
        }
        Benchmark benchmark = Benchmark.read(file, Optional.of(BenchmarkForm.named(label)), badRecords);
        List<DatasetEntry> entries = new ArrayList<>();
        benchmark.records().forEach(record -> entries.add(new DatasetEntry.Edited(record)));
        return new DatasetFile(path, benchmark.sha256(), label, entries, benchmark.skipped(), benchmark.conflicts());
    }

    private static String labelOf(RecordFile file) throws IOException {
        return BenchmarkForm.holdsPrompts(file)
                ? KNOWN_FACTS
                : BenchmarkForm.of(file).label();
    }

    /**
     * Some of the entries, drawn without putting back, in the file's order. The same file, count and seed give the same entries everywhere.
     *
     * @throws IllegalArgumentException if there are not so many
     */
    public List<DatasetEntry> sample(int count, long seed) {
        if (count < 1 || count > entries.size()) {
            throw new IllegalArgumentException("there is no sample of " + count + " from the " + entries.size()
                    + " records of " + file + "; ask for 1 at least, and no more than there are");
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed)); // specified to the bit, unlike newer generators
        return order.subList(0, count).stream().sorted().map(entries::get).toList();
    }
}
