package dev.engram.reports.plot;

import dev.engram.reports.plot.LineSeries.Style;
import dev.engram.tracing.TokenRole;
import dev.engram.tracing.summary.AverageEffects;
import java.util.List;

/** The lines of average indirect effects by layer with their intervals, one for each token role, as in Meng et al. 2022, figure 2 and appendix B. */
public final class AveragePlot {

    private AveragePlot() {}

    /** Draws averages; a role has the same colour in every plot. */
    public static LinePlot of(AverageEffects averages) {
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
                                color(role.getKey()),
                                role.getValue().byLayer()))
                        .toList(),
                List.of(
                        new ScaleMark("no effect", 0),
                        new ScaleMark("total effect", averages.totalEffect().mean())));
    }

    /** After Okabe and Ito 2008, for colour-blind readers; the light ones darkened, so that all show on white and on black. */
    private static Rgb color(TokenRole role) {
        return switch (role) {
            case BEFORE_SUBJECT -> new Rgb(0x8A, 0x8F, 0x98);
            case FIRST_SUBJECT -> new Rgb(0x3A, 0x9B, 0xD0);
            case MIDDLE_SUBJECT -> new Rgb(0x00, 0x9E, 0x73);
            case LAST_SUBJECT -> new Rgb(0xD5, 0x5E, 0x00);
            case FIRST_SUBSEQUENT -> new Rgb(0xCC, 0x79, 0xA7);
            case FURTHER -> new Rgb(0xB8, 0x86, 0x0B);
            case LAST -> new Rgb(0x2F, 0x7D, 0xC4);
        };
    }
}
