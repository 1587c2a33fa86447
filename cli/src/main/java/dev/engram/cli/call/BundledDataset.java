package dev.engram.cli.call;

import dev.engram.datasets.BundledEdits;
import dev.engram.datasets.BundledFacts;
import dev.engram.datasets.benchmark.BenchmarkRecord;
import dev.engram.datasets.benchmark.DatasetEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The data set that comes with Engram, as a file: the facts of the bundled model as records to edit, all of them, in a seeded order. */
public final class BundledDataset {

    public static final String NAME = "demo";
    public static final String FORM = "engram";

    private static final long SEED = 1;

    private BundledDataset() {}

    /** Writes it, whatever is there: another version of Engram may have other facts. */
    static Path writeTo(Path folder) throws IOException {
        BundledFacts facts = BundledFacts.load();
        List<DatasetEntry> entries = BundledEdits.cases(facts, facts.facts().size(), SEED).stream()
                .<DatasetEntry>map(edit -> new DatasetEntry.Edited(BenchmarkRecord.of(edit)))
                .toList();
        Files.createDirectories(folder);
        Path file = folder.resolve(NAME + ".jsonl");
        OwnDataset.write(file, entries);
        return file;
    }
}
