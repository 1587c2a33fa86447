package dev.engram.reports.plot;

import dev.engram.reports.SubjectPeak;
import dev.engram.reports.VisibleText;
import dev.engram.tracing.AverageEffects;
import dev.engram.tracing.AverageEffects.RoleEffects;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TokenRole;
import java.util.List;

/** The heatmap of average indirect effects: a row for each token role, as the curves of Meng et al. 2022, figure 2, side by side. */
public final class AverageHeatmap {

    private AverageHeatmap() {}

    /**
     * Draws averages from no effect to the highest one. A lowest effect under zero is the floor instead, unless it is so small a share of the
     * total effect that it may be a rounding error.
     */
    public static Heatmap of(AverageEffects averages) {
        List<HeatmapRow> rows = averages.roles().entrySet().stream()
                .map(role -> row(role.getKey(), role.getValue()))
                .toList();
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("averages without a token role");
        }
        return new Heatmap(
                title(averages.state()) + ", mean over " + count(averages.facts(), "fact"),
                rows,
                "token role (* subject)",
                HeatmapColumns.numbered(
                        averages.state() == RestoredState.HIDDEN
                                ? "restored layer"
                                : "centre layer of the restored window",
                        "layer",
                        rows.get(0).values().size()),
                scale(averages, rows));
    }

    private static HeatmapRow row(TokenRole role, RoleEffects effects) {
        return new HeatmapRow(
                VisibleText.ofLine(role.label()),
                "mean over " + count(effects.tokens(), "token"),
                SubjectPeak.ROLES.contains(role),
                effects.byLayer());
    }

    private static ColorScale scale(AverageEffects averages, List<HeatmapRow> rows) {
        double leastSpan = TraceHeatmap.LEAST_SPAN * Math.abs(averages.totalEffect());
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
        ScaleMark total = new ScaleMark("total effect", averages.totalEffect());
        ScaleMark floor = below ? new ScaleMark("lowest", lowest) : none;
        double leastHigh = floor.value() + leastSpan;
        return new ColorScale(
                ColorMap.VIRIDIS,
                "mean indirect effect",
                floor,
                highest > leastHigh ? new ScaleMark("highest", highest) : new ScaleMark("end of scale", leastHigh),
                below ? List.of(none, total) : List.of(total));
    }

    private static String title(RestoredState state) {
        return switch (state) {
            case HIDDEN -> "Restoring a single hidden state";
            case MLP -> "Restoring MLP outputs";
            case ATTENTION -> "Restoring attention outputs";
        };
    }

    private static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
