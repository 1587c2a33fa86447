package dev.engram.reports.page;

import dev.engram.reports.ProbabilityText;
import dev.engram.reports.RolePeak;
import dev.engram.reports.plot.AverageHeatmap;
import dev.engram.reports.plot.AveragePlot;
import dev.engram.reports.plot.Heatmap;
import dev.engram.reports.plot.LinePlot;
import dev.engram.tracing.RestoreWindow;
import dev.engram.tracing.TokenRole;
import dev.engram.tracing.summary.AverageEffects;
import dev.engram.tracing.summary.RoleEffects;
import java.util.List;

/** What the page shows of the averages of one kind. */
record AverageView(AverageEffects averages, RestoreWindow window, Heatmap heatmap) {

    /** What it shows of one role. */
    record Role(TokenRole role, RoleEffects effects) {

        List<NumberCell> cells() {
            return effects.byLayer().stream()
                    .map(effect -> NumberCell.of(effect, ProbabilityText.effect(effect.mean())))
                    .toList();
        }
    }

    static AverageView of(AverageEffects averages, RestoreWindow window) {
        return new AverageView(averages, window, AverageHeatmap.of(averages));
    }

    LinePlot plot() {
        return AveragePlot.of(averages);
    }

    String restored() {
        return RestoredText.of(averages.state(), window, averages.layers());
    }

    /** Whether there is a cell that leaves nothing of the corruption where the answer is read. */
    boolean lastTokenIsCleanByConstruction() {
        return averages.state().isBlockOutput() && averages.roles().containsKey(TokenRole.LAST);
    }

    List<RolePeak> peaks() {
        return RolePeak.all(averages);
    }

    List<Role> roles() {
        return averages.roles().entrySet().stream()
                .map(role -> new Role(role.getKey(), role.getValue()))
                .toList();
    }
}
