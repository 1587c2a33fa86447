package dev.engram.cli.trace;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.engram.cli.kept.ConditionsJson;
import dev.engram.tracing.FactTrace;
import dev.engram.tracing.TraceConditions;
import dev.engram.tracing.summary.AverageEffects;
import dev.engram.tracing.summary.Estimate;
import dev.engram.tracing.summary.Interval;
import dev.engram.tracing.summary.Peak;
import dev.engram.tracing.summary.RoleEffects;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run over a list found, in JSON.
 *
 * @param averages by kind; absent where nothing was traced
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TraceSummaryJson(
        int prompts,
        int traced,
        int wrong,
        int failed,
        ConditionsJson conditions,
        @Nullable Map<String, AverageJson> averages,
        String caveat) {

    /** The averages of one kind. */
    record AverageJson(
            String pooling,
            int resamples,
            int facts,
            EstimateJson totalEffect,
            PeakJson subjectPeak,
            Map<String, RoleJson> roles,
            String finding) {

        static AverageJson of(AverageEffects averages) {
            Map<String, RoleJson> roles = new LinkedHashMap<>();
            averages.roles().forEach((role, effects) -> roles.put(role.label(), RoleJson.of(effects)));
            return new AverageJson(
                    averages.settings().pooling().name().toLowerCase(Locale.ROOT),
                    averages.settings().resamples(),
                    averages.prompts(),
                    EstimateJson.of(averages.totalEffect()),
                    PeakJson.of(averages.subjectPeak()),
                    roles,
                    averages.finding());
        }
    }

    /** A mean and its 95 % interval. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EstimateJson(double mean, @Nullable List<Double> interval) {

        public static EstimateJson of(Estimate estimate) {
            return new EstimateJson(
                    estimate.mean(),
                    estimate.interval().map(EstimateJson::bounds).orElse(null));
        }

        private static List<Double> bounds(Interval interval) {
            return List.of(interval.low(), interval.high());
        }
    }

    /** The highest average among the subject's tokens, and the layers that cannot be told apart from it. */
    record PeakJson(String role, int layer, EstimateJson effect, List<Integer> contenders) {

        public static PeakJson of(Peak peak) {
            return new PeakJson(peak.role().label(), peak.layer(), EstimateJson.of(peak.effect()), peak.contenders());
        }
    }

    /**
     * One role.
     *
     * @param promptPeaks for each layer in how many prompts it is the best
     */
    record RoleJson(
            int tokens,
            int facts,
            int bestLayer,
            List<EstimateJson> byLayer,
            List<Integer> promptPeaks,
            EstimateJson meanMaximum) {

        public static RoleJson of(RoleEffects effects) {
            return new RoleJson(
                    effects.tokens(),
                    effects.prompts(),
                    effects.bestLayer(),
                    effects.byLayer().stream().map(EstimateJson::of).toList(),
                    effects.promptPeaks().layerCounts(),
                    EstimateJson.of(effects.promptPeaks().meanMaximum()));
        }
    }

    public static TraceSummaryJson of(
            List<FactTrace> facts, TraceConditions conditions, List<AverageEffects> averages) {
        Map<String, AverageJson> byKind = new LinkedHashMap<>();
        averages.forEach(average -> byKind.put(average.state().label(), AverageJson.of(average)));
        return new TraceSummaryJson(
                facts.size(),
                count(facts, FactTrace.Outcome.TRACED),
                count(facts, FactTrace.Outcome.WRONG),
                count(facts, FactTrace.Outcome.FAILED),
                ConditionsJson.of(conditions),
                byKind.isEmpty() ? null : byKind,
                AverageEffects.CAVEAT);
    }

    private static int count(List<FactTrace> facts, FactTrace.Outcome outcome) {
        return (int) facts.stream().filter(fact -> fact.outcome() == outcome).count();
    }
}
