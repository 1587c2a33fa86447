package dev.engram.reports.plot;

import dev.engram.eval.sweep.SettingsSweep.Scored;
import dev.engram.eval.sweep.SweepScore;
import dev.engram.tracing.summary.Estimate;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Efficacy, generalisation and specificity against the layer that was edited, and their harmonic mean: the trade-off of a sweep. */
public final class SweepPlot {

    private SweepPlot() {}

    /**
     * Draws candidates that differ in their layers.
     *
     * @param title what they have in common
     */
    public static LinePlot of(String title, List<Scored> candidates) {
        List<String> layers = candidates.stream()
                .map(candidate -> layers(candidate.settings().layers()))
                .toList();
        return new LinePlot(
                title,
                "share of cases",
                false,
                new HeatmapColumns("edited layer", "layer", layers),
                List.of(
                        line("efficacy", "rewrites", new Rgb(0xD5, 0x5E, 0x00), candidates, SweepScore::efficacy),
                        line(
                                "generalisation",
                                "paraphrases",
                                new Rgb(0x2F, 0x7D, 0xC4),
                                candidates,
                                SweepScore::generalisation),
                        line(
                                "specificity",
                                "neighbours",
                                new Rgb(0x00, 0x9E, 0x73),
                                candidates,
                                SweepScore::specificity),
                        line("score", "harmonic mean", new Rgb(0x8A, 0x8F, 0x98), candidates, SweepScore::score)),
                List.of());
    }

    /** One layer by its number, several by the first and the last. */
    private static String layers(List<Integer> layers) {
        int first = layers.get(0);
        int last = layers.get(layers.size() - 1);
        return first == last ? Integer.toString(first) : first + "–" + last;
    }

    private static LineSeries line(
            String label, String detail, Rgb color, List<Scored> candidates, ToDoubleFunction<SweepScore> value) {
        List<Estimate> values = candidates.stream()
                .map(candidate -> new Estimate(value.applyAsDouble(candidate.score()), Optional.empty()))
                .toList();
        return new LineSeries(label, detail, !label.equals("score"), color, values);
    }
}
