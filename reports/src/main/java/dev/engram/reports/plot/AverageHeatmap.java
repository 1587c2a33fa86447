package dev.engram.reports.plot;

import dev.engram.reports.VisibleText;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TokenRole;
import dev.engram.tracing.summary.AverageEffects;
import dev.engram.tracing.summary.RoleEffects;
import java.util.List;

/** The heatmap of average indirect effects: a row for each token role, as the curves of Meng et al. 2022, figure 2, side by side. */
public final class AverageHeatmap {

    private AverageHeatmap() {}

    /**
     * Draws averages from no effect to the highest one. A lowest effect under zero is the floor instead, unless it is so small a share of the
     * total effect that it may be a rounding error.
     */
    public static Heatmap of(AverageEffects averages) {
        return of(averages, PlotTheme.SCREEN);
    }

    /** As {@link #of(AverageEffects)}, in the colours of a theme. */
    public static Heatmap of(AverageEffects averages, PlotTheme theme) {
        List<HeatmapRow> rows = averages.roles().entrySet().stream()
                .map(role -> row(role.getKey(), role.getValue()))
                .toList();
        return new Heatmap(
                title(averages), rows, "token role (* subject)", columns(averages), scale(averages, rows, theme));
    }

    private static String title(AverageEffects averages) {
        return title(averages.state()) + ", mean over " + count(averages.prompts(), "fact");
    }

    static HeatmapColumns columns(AverageEffects averages) {
        String title = averages.state().isBlockOutput() ? "restored layer" : "centre layer of the restored window";
        return HeatmapColumns.numbered(title, "layer", averages.layers());
    }

    /** What was averaged: {@code mean over 3 tokens of 2 facts}. */
    static String pooled(RoleEffects effects) {
        return "mean over " + count(effects.tokens(), "token") + " of " + count(effects.prompts(), "fact");
    }

    private static HeatmapRow row(TokenRole role, RoleEffects effects) {
        return new HeatmapRow(VisibleText.ofLine(role.label()), pooled(effects), role.ofSubject(), effects.means());
    }

    private static ColorScale scale(AverageEffects averages, List<HeatmapRow> rows, PlotTheme theme) {
        double leastSpan =
                TraceHeatmap.LEAST_SPAN * Math.abs(averages.totalEffect().mean());
        double lowest = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (HeatmapRow row : rows) {
            for (double effect : row.values()) {
                lowest = Math.min(lowest, effect);
                highest = Math.max(highest, effect);
            }
        }
        boolean below = lowest < -leastSpan;
        ScaleMark none = new ScaleMark("no effect", 0);
        ScaleMark total = new ScaleMark("total effect", averages.totalEffect().mean());
        ScaleMark floor = below ? new ScaleMark("lowest", lowest) : none;
        double leastHigh = floor.value() + leastSpan;
        return new ColorScale(
                theme.colors(averages.state()),
                "mean indirect effect",
                floor,
                highest > leastHigh ? new ScaleMark("highest", highest) : new ScaleMark("end of scale", leastHigh),
                below ? List.of(none, total) : List.of(total));
    }

    static String title(RestoredState state) {
        return switch (state) {
            case HIDDEN -> "Restoring a single hidden state";
            case MLP -> "Restoring MLP outputs";
            case ATTENTION -> "Restoring attention outputs";
            case SEVERED_MLP -> "Restoring a single hidden state, MLPs severed";
            case SEVERED_ATTENTION -> "Restoring a single hidden state, attention severed";
        };
    }

    private static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
