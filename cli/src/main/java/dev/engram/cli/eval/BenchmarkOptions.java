package dev.engram.cli.eval;

import dev.engram.cli.call.DatasetPlaces;
import dev.engram.cli.call.RecordMessages;
import dev.engram.cli.call.RecordSelection;
import dev.engram.datasets.benchmark.Benchmark;
import dev.engram.datasets.benchmark.BenchmarkRecord;
import dev.engram.datasets.benchmark.RecordConflict;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which records of which benchmark are evaluated. */
final class BenchmarkOptions {

    @Option(
            names = "--dataset",
            paramLabel = "FILE",
            description = "The benchmark's records: a file, or the name of a data set: demo, or one that was pulled.")
    private @Nullable String dataset; // not required, since 'engram eval merge' has none

    @Mixin
    private RecordSelection selection = new RecordSelection();

    /**
     * Records of a benchmark.
     *
     * @param manifest what is said of them in a manifest
     */
    record Chosen(EvalManifest.DatasetJson manifest, List<BenchmarkRecord> records) {}

    boolean isGiven() {
        return dataset != null;
    }

    /** Reads the file; what is bad in it, and at odds among the records that are chosen, is said on standard error. */
    Chosen read(DatasetPlaces places, PrintWriter err) throws IOException {
        Benchmark benchmark = selection.read(String.valueOf(dataset), places, err);
        List<BenchmarkRecord> records = selection.of("records", benchmark.records());
        Set<String> ids = records.stream().map(BenchmarkRecord::id).collect(Collectors.toSet());
        new RecordMessages(benchmark.file(), err)
                .warnings(benchmark.conflicts().stream()
                        .filter(conflict -> ids.contains(conflict.id()) && ids.contains(conflict.earlierId()))
                        .map(RecordConflict::problem)
                        .toList());
        EvalManifest.DatasetJson manifest = new EvalManifest.DatasetJson(
                String.valueOf(benchmark.file().getFileName()),
                benchmark.sha256(),
                benchmark.form().label(),
                selection.first(),
                records.size(),
                benchmark.skipped().size());
        return new Chosen(manifest, records);
    }
}
