package dev.engram.cli.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.engram.cli.trace.TraceSummaryJson;
import dev.engram.eval.study.AddedShare;
import dev.engram.eval.study.ExplainedVariance;
import dev.engram.eval.study.LayerMetrics;
import dev.engram.eval.study.LayerRelation;
import dev.engram.eval.study.Relation;
import dev.engram.eval.study.Statistic;
import dev.engram.eval.study.StudySummary;
import dev.engram.tracing.summary.Interval;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a study found, in JSON.
 *
 * @param facts how many went how
 * @param studied how many were both traced and edited
 * @param relations of each tracing measure with each measure of success
 */
record StudySummaryJson(
        StudyManifest run,
        Map<String, Integer> facts,
        int studied,
        List<RelationJson> relations,
        List<LayerMetrics> metrics,
        String finding) {

    /** A number with its 95 % interval. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StatisticJson(double value, @Nullable List<Double> interval) {

        static @Nullable StatisticJson of(Optional<Statistic> statistic) {
            return statistic.map(StatisticJson::of).orElse(null);
        }

        static StatisticJson of(Statistic statistic) {
            return new StatisticJson(
                    statistic.value(),
                    statistic.interval().map(StatisticJson::bounds).orElse(null));
        }

        private static List<Double> bounds(Interval interval) {
            return List.of(interval.low(), interval.high());
        }
    }

    /** One layer. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LayerJson(
            int layer,
            TraceSummaryJson.EstimateJson effect,
            TraceSummaryJson.EstimateJson success,
            @Nullable StatisticJson correlation) {

        static LayerJson of(LayerRelation layer) {
            return new LayerJson(
                    layer.layer(),
                    TraceSummaryJson.EstimateJson.of(layer.effect()),
                    TraceSummaryJson.EstimateJson.of(layer.success()),
                    StatisticJson.of(layer.correlation()));
        }
    }

    /** What the effect adds to the layer, and what it adds by chance. */
    record AddedJson(StatisticJson share, double byChance, double p) {

        static AddedJson of(AddedShare added) {
            return new AddedJson(StatisticJson.of(added.share()), added.byChance(), added.p());
        }
    }

    /** R^2. */
    record ExplainedJson(StatisticJson layer, StatisticJson effect, AddedJson added, AddedJson addedBySlopes) {

        static ExplainedJson of(ExplainedVariance explained) {
            return new ExplainedJson(
                    StatisticJson.of(explained.layer()),
                    StatisticJson.of(explained.effect()),
                    AddedJson.of(explained.added()),
                    AddedJson.of(explained.addedBySlopes()));
        }
    }

    /** One measure of tracing and one of success. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RelationJson(
            String effect,
            String success,
            int facts,
            List<LayerJson> layers,
            int tracedLayer,
            List<Integer> tracedContenders,
            int editedLayer,
            List<Integer> editedContenders,
            TraceSummaryJson.EstimateJson whereTraced,
            TraceSummaryJson.EstimateJson lostWhereTraced,
            @Nullable StatisticJson correlation,
            @Nullable StatisticJson withinFacts,
            @Nullable ExplainedJson explained) {

        static RelationJson of(Relation relation) {
            return new RelationJson(
                    relation.effect().label(),
                    relation.success().label(),
                    relation.facts(),
                    relation.byLayer().stream().map(LayerJson::of).toList(),
                    relation.traced().layer(),
                    relation.tracedContenders(),
                    relation.edited().layer(),
                    relation.editedContenders(),
                    TraceSummaryJson.EstimateJson.of(relation.whereTraced()),
                    TraceSummaryJson.EstimateJson.of(relation.lostWhereTraced()),
                    StatisticJson.of(relation.correlation()),
                    StatisticJson.of(relation.withinFacts()),
                    relation.explained().map(ExplainedJson::of).orElse(null));
        }
    }

    static StudySummaryJson of(StudyManifest run, StudySummary summary) {
        Map<String, Integer> outcomes = new LinkedHashMap<>();
        summary.outcomes()
                .forEach((outcome, count) ->
                        outcomes.put(outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'), count));
        return new StudySummaryJson(
                run,
                outcomes,
                summary.studied().size(),
                summary.relations().stream().map(RelationJson::of).toList(),
                summary.metrics(),
                summary.finding());
    }
}
