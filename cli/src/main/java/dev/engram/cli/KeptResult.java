package dev.engram.cli;

import dev.engram.reports.page.ReportPart;
import dev.engram.tracing.summary.SummarySettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A result that an earlier command kept, read again to be shown: a folder of a run, or a file of traces or of an edit. */
sealed interface KeptResult permits TraceRunReport, TraceFile, EditFile, EvalReport, SweepReport, StudyReport {

    /** What the commands that keep results are, for messages. */
    String KINDS = "results are folders of 'engram trace --prompts', 'eval', 'edit sweep' and 'study', "
            + "files of 'engram trace --json', and the .json beside an edit of 'engram edit --out'";

    /**
     * Reads a result.
     *
     * @param settings by which traces are averaged
     * @throws IllegalArgumentException if there is none; the message says what there could be
     */
    static KeptResult read(Path path, SummarySettings settings) throws IOException {
        if (Files.isDirectory(path)) {
            return ofFolder(path, settings);
        }
        if (!Files.exists(path)) {
            throw new IllegalArgumentException(path + " does not exist; " + KINDS);
        }
        JsonNode first = JsonFile.firstLine(path);
        if (first.has("grids")) {
            return TraceFile.read(path, settings);
        }
        if (first.has("facts") && first.has("health")) {
            return EditFile.read(path);
        }
        throw new IllegalArgumentException(path + " holds no result of Engram; " + KINDS);
    }

    private static KeptResult ofFolder(Path folder, SummarySettings settings) throws IOException {
        String format = RunFolder.readManifest(folder).path("format").asString("");
        return switch (format) {
            case TraceManifest.FORMAT -> TraceRunReport.of(folder, settings);
            case EvalManifest.FORMAT -> EvalReport.of(folder);
            case SweepReport.FORMAT -> SweepReport.of(folder);
            case StudyManifest.FORMAT -> StudyReport.of(folder);
            default ->
                throw new IllegalArgumentException(folder + " holds results of the format '" + format
                        + "', which this version cannot show; " + KINDS);
        };
    }

    /**
     * What a page shows of it.
     *
     * @throws IllegalArgumentException if there is nothing to show yet
     */
    ReportPart part();

    /**
     * Writes its figures and tables.
     *
     * @param facts the numbers of the traced facts that get figures of their own, from 0; none where nothing is said
     */
    void figures(FigureFiles files, List<Integer> facts) throws IOException;

    /** Prints it for people. */
    void print(PrintWriter out, TerminalSettings terminal);
}
