package dev.engram.cli.call;

import dev.engram.cli.kept.AtomicFile;
import dev.engram.datasets.benchmark.DatasetEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Files of data sets in the project's own form. */
public final class OwnDataset {

    private OwnDataset() {}

    public static void write(Path file, List<DatasetEntry> entries) throws IOException {
        AtomicFile.write(file, entries.stream().map(DatasetEntry::line).collect(Collectors.joining("\n", "", "\n")));
    }
}
