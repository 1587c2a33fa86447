package dev.engram.reports.plot;

import dev.engram.reports.plot.LineSeries.Style;
import dev.engram.tracing.summary.AverageEffects;
import java.util.List;

/** The lines of average indirect effects by layer with their intervals, one for each token role, as in Meng et al. 2022, figure 2 and appendix B. */
public final class AveragePlot {

    private AveragePlot() {}

    /** Draws averages; a role has the same colour in every plot. */
    public static LinePlot of(AverageEffects averages) {
        return of(averages, PlotTheme.SCREEN);
    }

    /** As {@link #of(AverageEffects)}, in the colours of a theme. */
    public static LinePlot of(AverageEffects averages, PlotTheme theme) {
        return new LinePlot(
                AverageHeatmap.title(averages.state()) + ", by layer",
                "mean indirect effect",
                true,
                AverageHeatmap.columns(averages),
                averages.roles().entrySet().stream()
                        .map(role -> new LineSeries(
                                role.getKey().label(),
                                AverageHeatmap.pooled(role.getValue()),
                                role.getKey().ofSubject() ? Style.STARRED : Style.DASHED,
                                theme.color(role.getKey()),
                                role.getValue().byLayer()))
                        .toList(),
                List.of(
                        new ScaleMark("no effect", 0),
                        new ScaleMark("total effect", averages.totalEffect().mean())));
    }
}
