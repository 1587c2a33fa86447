package dev.engram.cli;

import dev.engram.datasets.BadRecords;
import dev.engram.datasets.benchmark.Benchmark;
import dev.engram.datasets.benchmark.BenchmarkForm;
import dev.engram.datasets.benchmark.BenchmarkRecord;
import dev.engram.datasets.benchmark.RecordConflict;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which records of which benchmark are evaluated. */
final class BenchmarkOptions {

    @Option(
            names = "--dataset",
            paramLabel = "FILE",
            description = "The benchmark's records: a file, or the name of a data set: demo, or one that was pulled.")
    private @Nullable String dataset; // not required, since 'engram eval merge' has none

    @Option(
            names = "--format",
            paramLabel = "FORM",
            description = "The form of the records, where it is not to be told by their keys; see 'engram datasets'.")
    private @Nullable String form;

    @Option(names = "--skip-bad", description = "Leave records out that are not valid, and say so.")
    private boolean skipsBad;

    @Option(
            names = "--first",
            paramLabel = "N",
            defaultValue = "0",
            description = "The first record, from 0 (default: ${DEFAULT-VALUE}).")
    private int first;

    @Option(names = "--limit", paramLabel = "N", description = "How many records (default: all).")
    private @Nullable Integer limit;

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
        Benchmark benchmark = Benchmark.read(
                places.locate(String.valueOf(dataset)),
                Optional.ofNullable(form).map(BenchmarkForm::named),
                skipsBad ? BadRecords.SKIP : BadRecords.REFUSE);
        RecordMessages messages = new RecordMessages(benchmark.file(), err);
        messages.leftOut(benchmark.skipped());
        List<BenchmarkRecord> records = chosen(benchmark.records());
        Set<String> ids = records.stream().map(BenchmarkRecord::id).collect(Collectors.toSet());
        messages.warnings(benchmark.conflicts().stream()
                .filter(conflict -> ids.contains(conflict.id()) && ids.contains(conflict.earlierId()))
                .map(RecordConflict::problem)
                .toList());
        EvalManifest.DatasetJson manifest = new EvalManifest.DatasetJson(
                String.valueOf(benchmark.file().getFileName()),
                benchmark.sha256(),
                benchmark.form().label(),
                first,
                records.size(),
                benchmark.skipped().size());
        return new Chosen(manifest, records);
    }

    private List<BenchmarkRecord> chosen(List<BenchmarkRecord> all) {
        int count = limit == null ? all.size() - first : limit;
        if (first < 0 || count < 1 || first + count > all.size()) {
            throw new IllegalArgumentException("records " + first + " to " + (first + count - 1)
                    + " are asked for, and there are " + all.size() + ", from 0 on");
        }
        return all.subList(first, first + count);
    }
}
