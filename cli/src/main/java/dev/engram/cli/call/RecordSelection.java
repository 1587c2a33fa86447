package dev.engram.cli.call;

import dev.engram.datasets.BadRecords;
import dev.engram.datasets.benchmark.Benchmark;
import dev.engram.datasets.benchmark.BenchmarkForm;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** In what form records are, what is done with bad ones, and which of the good ones are taken. */
public final class RecordSelection {

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
            description = "The first of them, from 0 (default: ${DEFAULT-VALUE}).")
    private int first;

    @Option(names = "--limit", paramLabel = "N", description = "How many of them (default: all).")
    private @Nullable Integer limit;

    /** Whether more is said than which of the records. */
    public boolean isOfFile() {
        return form != null || skipsBad;
    }

    public int first() {
        return first;
    }

    /**
     * Reads a file; what is left out of it is said on standard error.
     *
     * @param dataset a file, or the name of a data set
     */
    public Benchmark read(String dataset, DatasetPlaces places, PrintWriter err) throws IOException {
        Benchmark benchmark = Benchmark.read(
                places.locate(dataset),
                Optional.ofNullable(form).map(BenchmarkForm::named),
                skipsBad ? BadRecords.SKIP : BadRecords.REFUSE);
        new RecordMessages(benchmark.file(), err).leftOut(benchmark.skipped());
        return benchmark;
    }

    /**
     * Those that are taken.
     *
     * @param what they are called, in the plural
     */
    public <T> List<T> of(String what, List<T> all) {
        return of(what, all, all.size() - first);
    }

    /**
     * The same.
     *
     * @param usual how many are taken where nothing is said
     */
    public <T> List<T> of(String what, List<T> all, int usual) {
        int count = limit == null ? usual : limit;
        if (first < 0 || count < 1 || first + count > all.size()) {
            throw new IllegalArgumentException(what + " " + first + " to " + (first + count - 1)
                    + " are asked for, and there are " + all.size() + ", from 0 on");
        }
        return all.subList(first, first + count);
    }
}
