package dev.engram.cli.edit;

import dev.engram.cli.kept.FigureFiles;
import dev.engram.cli.kept.JsonFile;
import dev.engram.cli.kept.JsonLine;
import dev.engram.cli.kept.KeptResult;
import dev.engram.cli.kept.RunProvenance;
import dev.engram.cli.terminal.TerminalSettings;
import dev.engram.reports.page.EditPart;
import dev.engram.reports.page.Provenance.Entry;
import dev.engram.reports.page.ReportPart;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** The report of an edit, as {@code engram edit --out} keeps it beside the edit. */
public record EditFile(EditJson report) implements KeptResult {

    public static EditFile read(Path file) throws IOException {
        return new EditFile(JsonFile.read(file, EditJson.class).get(0));
    }

    @Override
    public ReportPart part() {
        return new EditPart(
                report.model().shortName(),
                report.settings(),
                report.facts(),
                report.solution().lines(),
                report.health(),
                report.editSeconds(),
                RunProvenance.of(
                        report.call(),
                        report.engram(),
                        report.model(),
                        report.compute(),
                        List.of(new Entry("settings", JsonLine.of(report.settings())))));
    }

    @Override
    public void figures(FigureFiles files, List<Integer> facts) throws IOException {
        files.edit(report.facts());
    }

    @Override
    public void print(PrintWriter out, TerminalSettings terminal) {
        new EditText(out).print(report);
    }
}
