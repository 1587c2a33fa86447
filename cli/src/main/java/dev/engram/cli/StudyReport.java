package dev.engram.cli;

import dev.engram.eval.study.StudiedFact;
import dev.engram.eval.study.StudySummary;
import dev.engram.reports.page.Provenance;
import dev.engram.reports.page.StudyPage;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.summary.Resampling;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.json.JsonMapper;

/** What the results of a study say together: printed, and written beside them as {@code summary.json} and {@code report.html}. */
final class StudyReport {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path folder;
    private final StudyManifest manifest;
    private final StudySummary summary;

    private StudyReport(Path folder, StudyManifest manifest, StudySummary summary) {
        this.folder = folder;
        this.manifest = manifest;
        this.summary = summary;
    }

    /** Reads the results of a folder. */
    static StudyReport of(Path folder, StudyManifest manifest, RestoredState state) throws IOException {
        List<StudiedFact> facts = RunFolder.readResults(folder, StudiedFact.class).stream()
                .sorted(Comparator.comparingInt(StudiedFact::index))
                .toList();
        return new StudyReport(folder, manifest, StudySummary.of(manifest.method(), state, facts, Resampling.DEFAULT));
    }

    /**
     * Writes summary and page, and prints what was found. There is no page where no fact was studied.
     *
     * @param model what the page calls it
     */
    void publish(String model, CommandSpec command, boolean json) throws IOException {
        PrintWriter to = command.commandLine().getOut();
        StudySummaryJson asJson = StudySummaryJson.of(manifest, summary);
        AtomicFile.write(
                folder.resolve("summary.json"),
                MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(asJson) + "\n");
        if (summary.main().isPresent()) {
            AtomicFile.write(folder.resolve("report.html"), StudyPage.render(model, summary, provenance()));
        }
        if (json) {
            to.println(JsonLine.of(asJson));
        } else {
            StudyText.print(summary, to);
        }
        command.commandLine().getErr().println("results are in " + folder);
    }

    private Provenance provenance() {
        ConditionsJson traces = manifest.conditions();
        return new Provenance(List.of(
                new Provenance.Entry("command", manifest.call().command()),
                new Provenance.Entry("engram", manifest.engram()),
                new Provenance.Entry("model", manifest.model().name()),
                new Provenance.Entry("model sha256", manifest.model().sha256()),
                new Provenance.Entry(
                        "facts",
                        manifest.facts().file() + ", " + manifest.facts().count() + " from number "
                                + manifest.facts().first() + " on"),
                new Provenance.Entry(
                        "corruption", traces.corruption() + ", " + traces.samples() + " runs, seed " + traces.seed()),
                new Provenance.Entry(
                        "restored",
                        traces.kinds().entrySet().stream()
                                .map(kind -> kind.getKey() + ", layers together: "
                                        + kind.getValue().layers())
                                .collect(Collectors.joining("; "))),
                new Provenance.Entry("settings", manifest.settings().toString()),
                new Provenance.Entry("statistics of keys", manifest.statistics()),
                new Provenance.Entry(
                        "intervals",
                        "95 %, percentile bootstrap over facts, " + Resampling.DEFAULT.resamples() + " resamples, seed "
                                + Resampling.DEFAULT.seed())));
    }
}
