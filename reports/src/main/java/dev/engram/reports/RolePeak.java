package dev.engram.reports;

import dev.engram.tracing.TokenRole;
import dev.engram.tracing.summary.AverageEffects;
import dev.engram.tracing.summary.LayerText;
import dev.engram.tracing.summary.Peak;
import dev.engram.tracing.summary.PromptPeaks;
import dev.engram.tracing.summary.RoleEffects;
import java.util.List;
import java.util.Locale;

/** What pages and terminals tell of one token role's peak, piece by piece. */
public record RolePeak(TokenRole role, RoleEffects effects, Peak peak) {

    /** Those of all roles that occur, in the order of the enumeration. */
    public static List<RolePeak> all(AverageEffects averages) {
        return averages.roles().entrySet().stream()
                .map(role -> new RolePeak(role.getKey(), role.getValue(), averages.peak(role.getKey())))
                .toList();
    }

    public String effect() {
        return ProbabilityText.effect(peak.effect().mean());
    }

    /** The bounds; {@code none} for a single prompt. */
    public String interval() {
        return peak.effect().interval().map(ProbabilityText::interval).orElse("none");
    }

    /** The layers that cannot be told apart from the best, itself included, so any of them may be best; {@code –} where there is no effect to place. */
    public String contenders() {
        return peak.effect().isAboveZero() ? LayerText.of(peak.contenders()) : "–";
    }

    /** The median of the prompts' own best layers: {@code 9}, {@code 9.5}. */
    public String medianLayer() {
        PromptPeaks peaks = effects.promptPeaks();
        return String.format(Locale.ROOT, peaks.medianLayer() % 1 == 0 ? "%.0f" : "%.1f", peaks.medianLayer());
    }

    public String meanMaximum() {
        return ProbabilityText.effect(effects.promptPeaks().meanMaximum().mean());
    }
}
