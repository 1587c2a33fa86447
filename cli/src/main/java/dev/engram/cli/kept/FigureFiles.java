package dev.engram.cli.kept;

import dev.engram.eval.benchmark.AbilityCheck;
import dev.engram.eval.metrics.table.MetricTable;
import dev.engram.eval.study.StudySummary;
import dev.engram.eval.sweep.SettingsSweep.Outcome;
import dev.engram.models.disk.WholeFile;
import dev.engram.reports.EditedFact;
import dev.engram.reports.columnar.ParquetCells;
import dev.engram.reports.figure.FigureStyle;
import dev.engram.reports.figure.PdfFigure;
import dev.engram.reports.figure.PngFigure;
import dev.engram.reports.figure.SvgFigure;
import dev.engram.reports.plot.AverageHeatmap;
import dev.engram.reports.plot.AveragePlot;
import dev.engram.reports.plot.EvaluationPlot;
import dev.engram.reports.plot.HeatmapSvg;
import dev.engram.reports.plot.IntervalSvg;
import dev.engram.reports.plot.LinePlot;
import dev.engram.reports.plot.LinePlotSvg;
import dev.engram.reports.plot.LossPlot;
import dev.engram.reports.plot.PlotTheme;
import dev.engram.reports.plot.ScatterSvg;
import dev.engram.reports.plot.StudyPlot;
import dev.engram.reports.plot.SweepPlot;
import dev.engram.reports.plot.TraceHeatmap;
import dev.engram.reports.table.AverageTable;
import dev.engram.reports.table.CheckTable;
import dev.engram.reports.table.CsvTable;
import dev.engram.reports.table.FactTable;
import dev.engram.reports.table.LatexTable;
import dev.engram.reports.table.MarkdownTable;
import dev.engram.reports.table.MetricTables;
import dev.engram.reports.table.PeakTable;
import dev.engram.reports.table.RecallTable;
import dev.engram.reports.table.StudyTable;
import dev.engram.reports.table.SweepTable;
import dev.engram.reports.table.Table;
import dev.engram.reports.table.TraceCell;
import dev.engram.tracing.FactTrace;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceResult;
import dev.engram.tracing.summary.AverageEffects;
import dev.engram.tracing.summary.SummarySettings;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A folder of figures and tables of one run: each plot as SVG, PDF and PNG, each table as CSV, Markdown and LaTeX, the cells of traces as CSV and
 * Parquet. A file is there as a whole or not at all.
 */
public final class FigureFiles {

    /** How many facts get figures of their own where none is asked for by number. */
    public static final int MOST_FACTS = 20;

    private final Path folder;
    private final PlotTheme theme;
    private final FigureStyle style;
    private int written;

    /** Files in a folder, which is made if it is not there. */
    public FigureFiles(Path folder, PlotTheme theme, FigureStyle style) throws IOException {
        this.folder = folder;
        this.theme = theme;
        this.style = style;
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(folder + " is a file; --figures takes a folder");
        }
        Files.createDirectories(folder);
    }

    public Path folder() {
        return folder;
    }

    /** Files in a folder within this one. */
    public FigureFiles within(String name) throws IOException {
        return new FigureFiles(folder.resolve(name), theme, style);
    }

    /** How many files were written. */
    public int written() {
        return written;
    }

    /**
     * What a run of traces has: averages of each kind, peaks, facts, all cells, and heatmaps of single facts.
     *
     * @param facts in the order of their list
     * @param chosen numbers of the facts that get heatmaps, from 0; none for all where they are at most {@value #MOST_FACTS}
     * @throws IllegalArgumentException if a chosen fact is not there, or has no trace
     */
    public void traces(List<FactTrace> facts, SummarySettings settings, List<Integer> chosen) throws IOException {
        List<Integer> drawn = drawn(facts, chosen);
        table("facts", FactTable.of(facts));
        List<TraceResult> traces =
                facts.stream().flatMap(fact -> fact.trace().stream()).toList();
        if (traces.isEmpty()) {
            return;
        }
        List<AverageEffects> averages = new ArrayList<>();
        for (RestoredState kind : traces.get(0).grids().keySet()) {
            AverageEffects average = AverageEffects.of(traces, kind, settings);
            averages.add(average);
            String name = "average-" + kind.label();
            figure(name, HeatmapSvg.inline(AverageHeatmap.of(average, theme)));
            figure(name + "-lines", LinePlotSvg.inline(AveragePlot.of(average, theme)));
            table(name, AverageTable.of(average));
        }
        table("peaks", PeakTable.of(averages));
        for (int number : drawn) {
            TraceResult trace = facts.get(number).trace().orElseThrow();
            for (RestoredState kind : trace.grids().keySet()) {
                figure(
                        String.format(Locale.ROOT, "fact-%03d-%s", number, kind.label()),
                        HeatmapSvg.inline(TraceHeatmap.of(trace, kind, theme)));
            }
        }
        write("cells.csv", target -> {
            try (BufferedWriter out = Files.newBufferedWriter(target)) {
                CsvTable.write(TraceCell.columns(), TraceCell.of(facts).map(TraceCell::row), out);
            }
        });
        bytes("cells.parquet", ParquetCells.of(TraceCell.of(facts)));
    }

    private static List<Integer> drawn(List<FactTrace> facts, List<Integer> chosen) {
        for (int number : chosen) {
            if (number < 0 || number >= facts.size()) {
                throw new IllegalArgumentException(
                        "--fact " + number + ": the run has " + facts.size() + " facts, numbered from 0");
            }
            if (facts.get(number).trace().isEmpty()) {
                throw new IllegalArgumentException(
                        "--fact " + number + ": '" + facts.get(number).listed().id() + "' has no trace; "
                                + facts.get(number).problem().orElse(""));
            }
        }
        if (!chosen.isEmpty()) {
            return List.copyOf(new TreeSet<>(chosen));
        }
        List<Integer> traced = new ArrayList<>();
        for (int number = 0; number < facts.size(); number++) {
            if (facts.get(number).trace().isPresent()) {
                traced.add(number);
            }
        }
        return traced.size() <= MOST_FACTS ? traced : List.of();
    }

    /** What edits have: the loss of each search. */
    public void edit(List<EditedFact> facts) throws IOException {
        for (int number = 0; number < facts.size(); number++) {
            if (!facts.get(number).losses().isEmpty()) {
                figure(
                        String.format(Locale.ROOT, "loss-%03d", number),
                        LinePlotSvg.inline(LossPlot.of(facts.get(number).losses())));
            }
        }
        table("recall", RecallTable.of(facts));
    }

    /** What an evaluation has: the metrics of its methods, their differences from the first, and what is left along a sequence. */
    public void evaluation(MetricTable metrics, List<AbilityCheck> checks) throws IOException {
        optional("metrics", EvaluationPlot.metrics(metrics).map(IntervalSvg::inline));
        optional("retention", EvaluationPlot.retention(checks).map(LinePlotSvg::inline));
        optional("kept", EvaluationPlot.kept(checks).map(LinePlotSvg::inline));
        if (!checks.isEmpty()) {
            table("checks", CheckTable.of(checks));
        }
        table("metrics", MetricTables.means(metrics));
        if (MetricTables.differences(metrics).isPresent()) {
            table("differences", MetricTables.differences(metrics).get());
        }
    }

    /** What a sweep has: its candidates, and a plot of the trade-off for each strength that was tried. */
    public void sweep(Outcome sweep) throws IOException {
        table("sweep", SweepTable.of(sweep));
        List<LinePlot> plots = SweepPlot.byStrength(sweep);
        for (int i = 0; i < plots.size(); i++) {
            figure(plots.size() == 1 ? "sweep" : "sweep-" + (i + 1), LinePlotSvg.inline(plots.get(i)));
        }
    }

    /** What a study has: effect and success by layer and against each other; nothing where no fact was studied. */
    public void study(StudySummary study) throws IOException {
        if (study.main().isPresent()) {
            table("study", StudyTable.of(study));
            figure("study-lines", LinePlotSvg.inline(StudyPlot.byLayer(study)));
            figure("study-points", ScatterSvg.inline(StudyPlot.scatter(study)));
        }
    }

    private void optional(String name, Optional<String> svg) throws IOException {
        if (svg.isPresent()) {
            figure(name, svg.get());
        }
    }

    private void figure(String name, String svg) throws IOException {
        byte[] pdf = PdfFigure.of(svg, style);
        text(name + ".svg", SvgFigure.of(svg, style));
        bytes(name + ".pdf", pdf);
        bytes(name + ".png", PngFigure.of(pdf, style.dpi()));
    }

    private void table(String name, Table table) throws IOException {
        text(name + ".csv", CsvTable.of(table));
        text(name + ".md", MarkdownTable.of(table));
        text(name + ".tex", LatexTable.of(table));
    }

    private void text(String name, String text) throws IOException {
        write(name, target -> Files.writeString(target, text));
    }

    private void bytes(String name, byte[] bytes) throws IOException {
        write(name, target -> Files.write(target, bytes));
    }

    private void write(String name, WholeFile.Content content) throws IOException {
        WholeFile.write(folder.resolve(name), content);
        written++;
    }
}
