package dev.engram.eval.study;

import dev.engram.tracing.summary.Estimate;
import dev.engram.tracing.summary.Resampling;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How one measure of tracing effects goes together with one of edit success, over the facts and layers of a study. Facts are put in an order by their
 * numbers before they are drawn, so that their order in the list changes nothing.
 *
 * @param facts how many have this success in every layer
 * @param byLayer two at least, ascending
 * @param tracedContenders the layers whose mean effect cannot be told from the largest one, that included; all where there are fewer than three facts
 * @param editedContenders likewise of the mean success
 * @param whereTraced the mean success of facts that are each edited in their own layer of the largest effect
 * @param lostWhereTraced by how much that is less than the mean success in the one best layer for all
 * @param correlation over all pairs of a fact and a layer
 * @param withinFacts over the layers, the mean of facts' own correlations; facts of which one of both does not vary have none
 * @param explained absent where success does not vary, or there are fewer than three facts
 */
public record Relation(
        EffectMeasure effect,
        SuccessMeasure success,
        int facts,
        List<LayerRelation> byLayer,
        List<Integer> tracedContenders,
        List<Integer> editedContenders,
        Estimate whereTraced,
        Estimate lostWhereTraced,
        Optional<Statistic> correlation,
        Optional<Statistic> withinFacts,
        Optional<ExplainedVariance> explained) {

    public Relation {
        byLayer = List.copyOf(byLayer);
        tracedContenders = List.copyOf(tracedContenders);
        editedContenders = List.copyOf(editedContenders);
    }

    /** The relation in facts that were studied in the same layers; empty where none has this success. */
    static Optional<Relation> of(
            List<StudiedFact> studied, EffectMeasure effect, SuccessMeasure success, Resampling resampling) {
        List<FactProfile> profiles = studied.stream()
                .flatMap(fact -> FactProfile.of(fact, effect, success).stream())
                .sorted()
                .toList();
        if (profiles.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> layers =
                studied.get(0).edits().stream().map(LayerEdit::layer).toList();
        return Optional.of(of(layers, profiles, effect, success, resampling));
    }

    private static Relation of(
            List<Integer> layers,
            List<FactProfile> profiles,
            EffectMeasure effect,
            SuccessMeasure success,
            Resampling resampling) {
        Draws draws = new Draws(new Profiles(profiles), resampling);
        boolean enough = profiles.size() >= FactProfile.LEAST_PAIRS;
        List<LayerRelation> byLayer = IntStream.range(0, layers.size())
                .mapToObj(layer -> new LayerRelation(
                        layers.get(layer),
                        draws.mean(draw -> draw.meanEffect(layer)),
                        draws.mean(draw -> draw.meanSuccess(layer)),
                        enough ? draws.statistic(draw -> draw.correlationIn(layer)) : Optional.empty()))
                .toList();
        int traced = best(byLayer.stream().map(LayerRelation::effect));
        int edited = best(byLayer.stream().map(LayerRelation::success));
        return new Relation(
                effect,
                success,
                profiles.size(),
                byLayer,
                draws.contenders(Drawn::meanEffect, traced).stream()
                        .map(layers::get)
                        .toList(),
                draws.contenders(Drawn::meanSuccess, edited).stream()
                        .map(layers::get)
                        .toList(),
                draws.mean(Drawn::whereTraced),
                draws.mean(draw -> draw.meanSuccess(edited) - draw.whereTraced()),
                enough ? draws.statistic(Drawn::correlation) : Optional.empty(),
                draws.statistic(Drawn::withinFacts),
                explained(draws));
    }

    /** The index of the largest; the lowest of several. */
    private static int best(Stream<Estimate> estimates) {
        List<Double> means = estimates.map(Estimate::mean).toList();
        return means.indexOf(Collections.max(means));
    }

    private static Optional<ExplainedVariance> explained(Draws draws) {
        Optional<AddedShare> added = draws.added(Drawn::addedByOneSlope);
        return added.map(one -> new ExplainedVariance(
                draws.statistic(Drawn::byLayer).orElseThrow(),
                draws.statistic(Drawn::byEffect).orElseThrow(),
                one,
                draws.added(Drawn::addedBySlopes).orElseThrow()));
    }

    /** The layer with the largest mean effect; the lowest of several. */
    public LayerRelation traced() {
        return byLayer.get(best(byLayer.stream().map(LayerRelation::effect)));
    }

    /** The layer with the largest mean success; the lowest of several. */
    public LayerRelation edited() {
        return byLayer.get(best(byLayer.stream().map(LayerRelation::success)));
    }
}
