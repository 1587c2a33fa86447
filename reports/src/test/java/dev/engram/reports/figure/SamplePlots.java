package dev.engram.reports.figure;

import dev.engram.reports.SampleEdits;
import dev.engram.reports.SampleEvaluations;
import dev.engram.reports.SamplePatches;
import dev.engram.reports.SampleStudies;
import dev.engram.reports.SampleSweeps;
import dev.engram.reports.SampleTraces;
import dev.engram.reports.page.EvaluationPart;
import dev.engram.reports.page.Provenance;
import dev.engram.reports.plot.AverageHeatmap;
import dev.engram.reports.plot.AveragePlot;
import dev.engram.reports.plot.EvaluationPlot;
import dev.engram.reports.plot.HeatmapSvg;
import dev.engram.reports.plot.IntervalSvg;
import dev.engram.reports.plot.LinePlotSvg;
import dev.engram.reports.plot.LossPlot;
import dev.engram.reports.plot.PatchHeatmap;
import dev.engram.reports.plot.PlotTheme;
import dev.engram.reports.plot.ScatterSvg;
import dev.engram.reports.plot.StudyPlot;
import dev.engram.reports.plot.SweepPlot;
import dev.engram.reports.plot.TraceHeatmap;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.summary.AverageEffects;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every kind of plot there is, as SVG, by name. */
final class SamplePlots {

    private SamplePlots() {}

    static Map<String, String> all() {
        Map<String, String> plots = new LinkedHashMap<>();
        for (PlotTheme theme : PlotTheme.values()) {
            AverageEffects averages =
                    AverageEffects.of(List.of(SampleTraces.small(), SampleTraces.longer()), RestoredState.MLP);
            plots.put("average heatmap " + theme, HeatmapSvg.inline(AverageHeatmap.of(averages, theme)));
            plots.put("average lines " + theme, LinePlotSvg.inline(AveragePlot.of(averages, theme)));
            plots.put("trace " + theme, trace(theme));
            plots.put("hostile trace " + theme, hostile(theme));
        }
        plots.put(
                "sweep",
                LinePlotSvg.inline(SweepPlot.byStrength(SampleSweeps.rome()).get(0)));
        plots.put("patching", HeatmapSvg.inline(PatchHeatmap.of(SamplePatches.byHead())));
        plots.put("study lines", LinePlotSvg.inline(StudyPlot.byLayer(SampleStudies.rome())));
        plots.put("study points", ScatterSvg.inline(StudyPlot.scatter(SampleStudies.rome())));
        EvaluationPart evaluation = SampleEvaluations.sequence(new Provenance(List.of()));
        plots.put(
                "metrics",
                IntervalSvg.inline(EvaluationPlot.metrics(evaluation.metrics()).orElseThrow()));
        plots.put(
                "retention",
                LinePlotSvg.inline(EvaluationPlot.retention(evaluation.checks()).orElseThrow()));
        plots.put(
                "loss",
                LinePlotSvg.inline(LossPlot.of(SampleEdits.ann(new Provenance(List.of()))
                        .facts()
                        .get(0)
                        .losses())));
        return plots;
    }

    /** Three tokens by four layers. */
    static String trace(PlotTheme theme) {
        return HeatmapSvg.inline(TraceHeatmap.of(SampleTraces.small(), RestoredState.HIDDEN, theme));
    }

    /** Tokens that try to break out, in scripts of all kinds. */
    static String hostile(PlotTheme theme) {
        return HeatmapSvg.inline(TraceHeatmap.of(SampleTraces.hostile(), RestoredState.HIDDEN, theme));
    }
}
