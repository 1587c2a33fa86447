package dev.engram.eval.study;

import dev.engram.eval.study.StudiedFact.Outcome;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.summary.Resampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the facts of a study show together.
 *
 * @param method by which they were edited
 * @param state what tracing restored
 * @param outcomes how many facts went how, those that occur
 * @param studied the facts that were both traced and edited, in their order
 * @param relations of each tracing measure with each measure of success that the facts have prompts for
 */
public record StudySummary(
        String method,
        RestoredState state,
        Map<Outcome, Integer> outcomes,
        List<StudiedFact> studied,
        List<Relation> relations) {

    public StudySummary {
        studied = List.copyOf(studied);
        relations = List.copyOf(relations);
    }

    /** The facts that were asked for, whatever became of them. */
    public static StudySummary of(String method, RestoredState state, List<StudiedFact> facts, Resampling resampling) {
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        facts.forEach(fact -> outcomes.merge(fact.outcome(), 1, Integer::sum));
        List<StudiedFact> studied =
                facts.stream().filter(StudiedFact::wasStudied).toList();
        List<Relation> relations = new ArrayList<>();
        for (EffectMeasure effect : EffectMeasure.values()) {
            Arrays.stream(SuccessMeasure.values())
                    .flatMap(success -> Relation.of(studied, effect, success, resampling).stream())
                    .forEach(relations::add);
        }
        return new StudySummary(method, state, outcomes, studied, relations);
    }

    /** How many facts went so. */
    public int count(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }

    /** The effect at the last subject token and the rewrite score: what is edited, where it is edited. Empty where no fact was studied. */
    public Optional<Relation> main() {
        return relations.stream().findFirst();
    }

    /** The named metrics of each layer, ascending; none where no fact was studied. */
    public List<LayerMetrics> metrics() {
        return LayerMetrics.of(studied);
    }

    /** What was found, in sentences that claim no more than their intervals allow. */
    public String finding() {
        return main().map(relation -> new StudyFinding(method, state, relation).text())
                .orElse("No fact was both traced and edited, so there is nothing to compare.");
    }
}
