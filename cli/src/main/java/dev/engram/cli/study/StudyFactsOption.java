package dev.engram.cli.study;

import dev.engram.cli.call.DatasetPlaces;
import dev.engram.cli.call.Demonstration;
import dev.engram.cli.call.RecordSelection;
import dev.engram.datasets.BundledEdits;
import dev.engram.datasets.BundledFacts;
import dev.engram.datasets.EditCase;
import dev.engram.datasets.benchmark.Benchmark;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private RecordSelection selection = new RecordSelection();

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
        Benchmark read = selection.read(facts, datasets, err);
        List<EditCase> chosen = selection.of(
                "facts",
                read.records().stream()
                        .flatMap(record -> record.edits().stream())
                        .toList());
        return new Facts(
                chosen,
                new StudyManifest.FactsJson(
                        String.valueOf(read.file().getFileName()),
                        read.sha256(),
                        read.form().label(),
                        selection.first(),
                        chosen.size(),
                        read.skipped().size()));
    }

    private Facts bundled(String model) {
        if (!model.equals(Demonstration.MODEL) || selection.isOfFile()) {
            throw new IllegalArgumentException(
                    "name a file of facts with --facts; only the bundled model has its own, which have no form and no bad records");
        }
        BundledFacts own = BundledFacts.load();
        List<EditCase> all = BundledEdits.cases(own, own.facts().size(), BUNDLED_SEED);
        List<EditCase> chosen = selection.of("facts", all, BUNDLED_FACTS);
        return new Facts(
                chosen, new StudyManifest.FactsJson("bundled", null, null, selection.first(), chosen.size(), 0));
    }
}
