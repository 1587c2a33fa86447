package dev.engram.cli.edit;

import dev.engram.cli.kept.CallJson;
import dev.engram.cli.kept.ComputeJson;
import dev.engram.cli.kept.FigureFiles;
import dev.engram.cli.kept.JsonFile;
import dev.engram.cli.kept.KeptResult;
import dev.engram.cli.kept.ModelJson;
import dev.engram.cli.kept.RunProvenance;
import dev.engram.cli.terminal.TerminalSettings;
import dev.engram.eval.sweep.SettingsSweep;
import dev.engram.eval.sweep.SettingsSweep.Scored;
import dev.engram.eval.sweep.SweepScore;
import dev.engram.reports.page.Provenance.Entry;
import dev.engram.reports.page.ReportPart;
import dev.engram.reports.page.SweepPart;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What a sweep found: printed, and kept as {@code summary.json}. */
public record SweepReport(Manifest run, SettingsSweep.Outcome outcome) implements KeptResult {

    public static final String FORMAT = "engram-sweep-1";

    private static final int BAR = 20;

    /** What must be the same when a sweep goes on; candidates may be added. */
    record Manifest(
            String format,
            CallJson call,
            String engram,
            ModelJson model,
            String facts,
            int first,
            int cases,
            String statistics,
            ComputeJson compute) {

        Manifest {
            compute = Objects.requireNonNullElse(compute, ComputeJson.DEFAULT);
        }
    }

    /** Reads the results of a folder. */
    public static SweepReport of(Path folder) throws IOException {
        Path summary = folder.resolve("summary.json");
        if (!Files.exists(summary)) {
            throw new IllegalArgumentException(
                    "the sweep in " + folder + " is not finished; call it again and it goes on");
        }
        return JsonFile.read(summary, SweepReport.class).get(0);
    }

    @Override
    public ReportPart part() {
        return new SweepPart(
                run.model().shortName(),
                outcome,
                RunProvenance.of(
                        run.call(),
                        run.engram(),
                        run.model(),
                        run.compute(),
                        List.of(
                                new Entry(
                                        "facts",
                                        run.facts() + ", " + run.cases() + " from number " + run.first() + " on"),
                                new Entry("statistics of keys", run.statistics()))));
    }

    @Override
    public void figures(FigureFiles files, List<Integer> facts) throws IOException {
        files.sweep(outcome);
    }

    @Override
    public void print(PrintWriter out, TerminalSettings terminal) {
        out.println("layers      clamp  efficacy  generalisation  specificity  score");
        outcome.tried().forEach(scored -> print(out, scored));
        SweepScore best = outcome.heldOut();
        out.printf(
                Locale.ROOT,
                "best: layers %s; on the %d facts held out: efficacy %.3f, generalisation %.3f, specificity %.3f, score %.3f, said %.3f%n",
                outcome.best().settings().layers(),
                best.cases(),
                best.efficacy(),
                best.generalisation(),
                best.specificity(),
                best.score(),
                best.said());
    }

    private static void print(PrintWriter out, Scored scored) {
        SweepScore score = scored.score();
        out.printf(
                Locale.ROOT,
                "%-10s %6s  %8.3f  %14.3f  %11.3f  %5.3f %s%n",
                scored.settings().layers(),
                scored.settings()
                        .search()
                        .map(value -> Double.toString(value.clampFactor()))
                        .orElse(""),
                score.efficacy(),
                score.generalisation(),
                score.specificity(),
                score.score(),
                "\u2588".repeat((int) Math.round(BAR * score.score())));
    }
}
