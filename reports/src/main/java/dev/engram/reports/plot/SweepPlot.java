package dev.engram.reports.plot;

import dev.engram.editing.settings.EditorSettings;
import dev.engram.eval.sweep.SettingsSweep.Outcome;
import dev.engram.eval.sweep.SettingsSweep.Scored;
import dev.engram.eval.sweep.SweepScore;
import dev.engram.reports.plot.LineSeries.Style;
import dev.engram.tracing.summary.Estimate;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Efficacy, generalisation and specificity against the layer that was edited, and their harmonic mean: the trade-off of a sweep. */
public final class SweepPlot {

    private static final Rgb EFFICACY = new Rgb(0xD5, 0x5E, 0x00);
    private static final Rgb GENERALISATION = new Rgb(0x2F, 0x7D, 0xC4);
    private static final Rgb SPECIFICITY = new Rgb(0x00, 0x9E, 0x73);
    private static final Rgb SCORE = new Rgb(0x8A, 0x8F, 0x98);

    private SweepPlot() {}

    /** A plot for each strength that was tried, in the order in which they came up. */
    public static List<LinePlot> byStrength(Outcome sweep) {
        Map<String, List<Scored>> byStrength = sweep.tried().stream()
                .collect(Collectors.groupingBy(
                        candidate -> strength(candidate.settings()), LinkedHashMap::new, Collectors.toList()));
        String method = sweep.best().settings().method().toUpperCase(Locale.ROOT);
        return byStrength.entrySet().stream()
                .map(same -> of(method + same.getKey() + ", by edited layer", same.getValue()))
                .toList();
    }

    private static String strength(EditorSettings settings) {
        return settings.search()
                .map(value -> ", clamp "
                        + BigDecimal.valueOf(value.clampFactor())
                                .stripTrailingZeros()
                                .toPlainString())
                .orElse("");
    }

    /**
     * Draws candidates that differ in their layers, in the order of these.
     *
     * @param title what they have in common
     */
    public static LinePlot of(String title, List<Scored> candidates) {
        List<Scored> byLayer = candidates.stream()
                .sorted(Comparator.comparingInt((Scored candidate) -> first(layers(candidate)))
                        .thenComparingInt(candidate -> last(layers(candidate))))
                .toList();
        return new LinePlot(
                title,
                "share of cases",
                false,
                new HeatmapColumns(
                        "edited layer",
                        "layer",
                        byLayer.stream().map(SweepPlot::label).toList()),
                List.of(
                        line("efficacy", "rewrites", Style.SOLID, EFFICACY, byLayer, SweepScore::efficacy),
                        line(
                                "generalisation",
                                "paraphrases",
                                Style.SOLID,
                                GENERALISATION,
                                byLayer,
                                SweepScore::generalisation),
                        line("specificity", "neighbours", Style.SOLID, SPECIFICITY, byLayer, SweepScore::specificity),
                        line("score", "harmonic mean", Style.DASHED, SCORE, byLayer, SweepScore::score)),
                List.of());
    }

    private static List<Integer> layers(Scored candidate) {
        return candidate.settings().layers();
    }

    private static int first(List<Integer> layers) {
        return layers.get(0);
    }

    private static int last(List<Integer> layers) {
        return layers.get(layers.size() - 1);
    }

    /** One layer by its number, several by the first and the last. */
    private static String label(Scored candidate) {
        List<Integer> layers = layers(candidate);
        return layers.size() == 1 ? Integer.toString(first(layers)) : first(layers) + "–" + last(layers);
    }

    private static LineSeries line(
            String label,
            String detail,
            Style style,
            Rgb color,
            List<Scored> candidates,
            ToDoubleFunction<SweepScore> value) {
        List<Estimate> values = candidates.stream()
                .map(candidate -> new Estimate(value.applyAsDouble(candidate.score()), Optional.empty()))
                .toList();
        return new LineSeries(label, detail, style, color, values);
    }
}
