package dev.engram.cli.report;

import dev.engram.cli.edit.EditFile;
import dev.engram.cli.edit.SweepReport;
import dev.engram.cli.eval.EvalManifest;
import dev.engram.cli.eval.EvalReport;
import dev.engram.cli.kept.JsonFile;
import dev.engram.cli.kept.KeptResult;
import dev.engram.cli.kept.RunFolder;
import dev.engram.cli.study.StudyManifest;
import dev.engram.cli.study.StudyReport;
import dev.engram.cli.trace.TraceFile;
import dev.engram.cli.trace.TraceManifest;
import dev.engram.cli.trace.TraceRunReport;
import dev.engram.tracing.summary.SummarySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** Tells of a folder or a file which kind of result it holds. */
final class KeptResults {

    private KeptResults() {}

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
            throw new IllegalArgumentException(path + " does not exist; " + KeptResult.KINDS);
        }
        JsonNode first = JsonFile.firstLine(path);
        if (first.has("grids")) {
            return TraceFile.read(path, settings);
        }
        if (first.has("facts") && first.has("health")) {
            return EditFile.read(path);
        }
        throw new IllegalArgumentException(path + " holds no result of Engram; " + KeptResult.KINDS);
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
                        + "', which this version cannot show; " + KeptResult.KINDS);
        };
    }
}
