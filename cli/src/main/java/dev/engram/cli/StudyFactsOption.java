package dev.engram.cli;

import dev.engram.datasets.BadRecords;
import dev.engram.datasets.BundledEdits;
import dev.engram.datasets.BundledFacts;
import dev.engram.datasets.EditCase;
import dev.engram.datasets.benchmark.Benchmark;
import dev.engram.datasets.benchmark.BenchmarkForm;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which facts are studied: some of a list or benchmark, or of the bundled model's own. */
final class StudyFactsOption {

    private static final int BUNDLED_FACTS = 30;
    private static final long BUNDLED_SEED = 2;

    @Option(
            names = "--facts",
            paramLabel = "FILE",
            description =
                    "Facts to edit: a list as for 'engram edit', a benchmark of any form, or the name of a data set "
                            + "(default: 30 facts of the bundled model).")
    private @Nullable String facts;

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
            description = "The first of the facts, from 0 (default: ${DEFAULT-VALUE}).")
    private int first;

    @Option(names = "--limit", paramLabel = "N", description = "How many of them (default: all).")
    private @Nullable Integer limit;

    /**
     * The facts, at least one.
     *
     * @param source which they are, for a manifest
     */
    record Facts(List<EditCase> cases, StudyManifest.FactsJson source) {}

    /**
     * Reads them; a record with several edits is as many facts.
     *
     * @param model as it is named, since only the bundled one has facts of its own
     */
    Facts read(String model, DatasetPlaces datasets, PrintWriter err) throws IOException {
        if (facts == null) {
            return bundled(model);
        }
        Benchmark read = Benchmark.read(
                datasets.locate(facts),
                Optional.ofNullable(form).map(BenchmarkForm::named),
                skipsBad ? BadRecords.SKIP : BadRecords.REFUSE);
        read.skipped().forEach(bad -> err.println("left out: " + bad.message()));
        List<EditCase> all = read.records().stream()
                .flatMap(record -> record.edits().stream())
                .toList();
        List<EditCase> chosen = chosen(all, limit == null ? all.size() - first : limit);
        return new Facts(
                chosen,
                new StudyManifest.FactsJson(
                        String.valueOf(read.file().getFileName()),
                        read.sha256(),
                        read.form().label(),
                        first,
                        chosen.size(),
                        read.skipped().size()));
    }

    private Facts bundled(String model) {
        if (!model.equals(Demonstration.MODEL) || form != null || skipsBad) {
            throw new IllegalArgumentException(
                    "name a file of facts with --facts; only the bundled model has its own, which have no form and no bad records");
        }
        BundledFacts own = BundledFacts.load();
        List<EditCase> all = BundledEdits.cases(own, own.facts().size(), BUNDLED_SEED);
        List<EditCase> chosen = chosen(all, limit == null ? BUNDLED_FACTS : limit);
        return new Facts(chosen, new StudyManifest.FactsJson("bundled", null, null, first, chosen.size(), 0));
    }

    private List<EditCase> chosen(List<EditCase> all, int count) {
        if (first < 0 || count < 1 || first + count > all.size()) {
            throw new IllegalArgumentException("facts " + first + " to " + (first + count - 1)
                    + " are asked for, and there are " + all.size() + ", from 0 on");
        }
        return all.subList(first, first + count);
    }
}
