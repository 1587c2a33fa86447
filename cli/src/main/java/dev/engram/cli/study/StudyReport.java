package dev.engram.cli.study;

import dev.engram.cli.kept.AtomicFile;
import dev.engram.cli.kept.FigureFiles;
import dev.engram.cli.kept.JsonLine;
import dev.engram.cli.kept.KeptResult;
import dev.engram.cli.kept.RunFolder;
import dev.engram.cli.kept.RunProvenance;
import dev.engram.cli.terminal.TerminalSettings;
import dev.engram.cli.trace.TraceProvenance;
import dev.engram.eval.study.StudiedFact;
import dev.engram.eval.study.StudySummary;
import dev.engram.reports.page.Provenance;
import dev.engram.reports.page.ReportPage;
import dev.engram.reports.page.ReportPart;
import dev.engram.reports.page.StudyPart;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.summary.Resampling;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.json.JsonMapper;

/** What the results of a study say together: printed, and written beside them as {@code summary.json} and {@code report.html}. */
public final class StudyReport implements KeptResult {

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
    public static StudyReport of(Path folder) throws IOException {
        StudyManifest manifest = RunFolder.readManifest(folder, StudyManifest.FORMAT, StudyManifest.class);
        List<StudiedFact> facts = RunFolder.readResults(folder, StudiedFact.class).stream()
                .sorted(Comparator.comparingInt(StudiedFact::index))
                .toList();
        RestoredState state = RestoredState.parse(
                manifest.conditions().kinds().keySet().iterator().next());
        return new StudyReport(folder, manifest, StudySummary.of(manifest.method(), state, facts, Resampling.DEFAULT));
    }

    /** Writes summary and page, and prints what was found. There is no page where no fact was studied. */
    void publish(CommandSpec command, boolean json) throws IOException {
        PrintWriter to = command.commandLine().getOut();
        StudySummaryJson asJson = StudySummaryJson.of(manifest, summary);
        AtomicFile.write(
                folder.resolve("summary.json"),
                MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(asJson) + "\n");
        if (summary.main().isPresent()) {
            AtomicFile.write(folder.resolve("report.html"), ReportPage.render(part()));
        }
        if (json) {
            to.println(JsonLine.of(asJson));
        } else {
            StudyText.print(summary, to);
        }
        command.commandLine().getErr().println("results are in " + folder);
    }

    @Override
    public ReportPart part() {
        if (summary.main().isEmpty()) {
            throw new IllegalArgumentException(
                    "no fact of the study in " + folder + " was studied; there is nothing to show");
        }
        return new StudyPart(manifest.model().shortName(), summary, provenance());
    }

    @Override
    public void figures(FigureFiles files, List<Integer> facts) throws IOException {
        files.study(summary);
    }

    @Override
    public void print(PrintWriter out, TerminalSettings terminal) {
        StudyText.print(summary, out);
    }

    private Provenance provenance() {
        StudyManifest.FactsJson facts = manifest.facts();
        List<Provenance.Entry> entries = new ArrayList<>();
        entries.add(new Provenance.Entry(
                "facts", facts.file() + ", " + facts.count() + " from number " + facts.first() + " on"));
        if (facts.sha256() != null) {
            entries.add(new Provenance.Entry("facts sha256", facts.sha256()));
        }
        entries.addAll(TraceProvenance.of(manifest.conditions().read()));
        entries.add(new Provenance.Entry("settings", manifest.settings().toString()));
        entries.add(new Provenance.Entry("statistics of keys", manifest.statistics()));
        entries.add(new Provenance.Entry(
                "intervals",
                "95 %, percentile bootstrap over facts, " + Resampling.DEFAULT.resamples() + " resamples, seed "
                        + Resampling.DEFAULT.seed()));
        return RunProvenance.of(manifest.call(), manifest.engram(), manifest.model(), manifest.compute(), entries);
    }
}
