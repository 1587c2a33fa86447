package dev.engram.datasets.benchmark;

import dev.engram.datasets.BadRecord;
import dev.engram.datasets.BadRecords;
import dev.engram.datasets.ListCheck;
import dev.engram.datasets.RecordFile;
import dev.engram.datasets.RecordListException;
import dev.engram.datasets.RecordListReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A benchmark of edits from a file: at least one record, each with an id of its own.
 *
 * @param file where it is from
 * @param sha256 of the file's bytes: 64 hexadecimal digits, lower case
 * @param form that the file has, or was read as
 * @param records in the file's order
 * @param skipped the records that are left out, in the file's order
 */
public record Benchmark(
        Path file, String sha256, BenchmarkForm form, List<BenchmarkRecord> records, List<BadRecord> skipped) {

    public Benchmark {
        records = List.copyOf(records);
        skipped = List.copyOf(skipped);
        ListCheck.check(file, sha256, records, RecordForm.PLURAL);
    }

    /**
     * Reads a file of at most 1 GiB in UTF-8: a JSON array, JSON Lines, or, where records are flat, CSV. Its bytes are held, its records are
     * parsed one at a time. {@code docs/datasets.md} says for each form which fields it has and what becomes of them.
     *
     * @param form of the file; without it, it is told by the keys of its first records
     * @throws RecordListException if the form is not known, the file as a whole is malformed or has no good record or, where they are
     *     refused, a record is bad; the message names the file, the place in it and the field
     * @throws IOException if the file cannot be read
     */
    public static Benchmark read(Path path, Optional<BenchmarkForm> form, BadRecords badRecords) throws IOException {
        return read(RecordFile.read(path, RecordForm.PLURAL), form, badRecords);
    }

    static Benchmark read(RecordFile file, Optional<BenchmarkForm> form, BadRecords badRecords) throws IOException {
        BenchmarkForm read = form.isPresent() ? form.get() : BenchmarkForm.of(file);
        return RecordListReader.read(
                file,
                read.reader(),
                badRecords,
                (from, sha256, records, skipped) -> new Benchmark(from, sha256, read, records, skipped));
    }

    /** Records that contradict or repeat earlier ones, in the order of the later. They are read like others. */
    public List<RecordConflict> conflicts() {
        return RecordConflict.in(records);
    }
}
