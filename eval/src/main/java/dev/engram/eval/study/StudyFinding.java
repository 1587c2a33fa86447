package dev.engram.eval.study;

import dev.engram.tracing.RestoredState;
import dev.engram.tracing.summary.AverageEffects;
import dev.engram.tracing.summary.Estimate;
import dev.engram.tracing.summary.Interval;
import dev.engram.tracing.summary.LayerText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a relation says, in sentences that claim no more than its intervals allow. */
record StudyFinding(String method, RestoredState state, Relation relation) {

    String text() {
        List<String> sentences = new ArrayList<>();
        sentences.add(traced());
        sentences.add(edited());
        sentences.add(lost());
        sentences.add(relation.explained()
                .map(this::explained)
                .orElse("So few facts, or edits that all go alike, leave nothing to explain."));
        relation.withinFacts()
                .map(correlation -> "Within a fact, effect and success correlate over the layers with "
                        + decimals(correlation.value()) + " in the mean" + interval(correlation.interval())
                        + ", which the layers alone can bring about.")
                .ifPresent(sentences::add);
        if (relation.facts() < AverageEffects.FEW_PROMPTS) {
            sentences.add("With so few facts the intervals are too narrow.");
        }
        return String.join(" ", sentences);
    }

    private String traced() {
        LayerRelation best = relation.traced();
        return "Over " + relation.facts() + (relation.facts() == 1 ? " fact" : " facts") + " and "
                + relation.byLayer().size()
                + " layers, restoring " + restored() + " at the "
                + relation.effect().label()
                + " brings back most in " + layer(best.layer()) + ": "
                + percent(best.effect().mean())
                + " of what the corruption takes" + percents(best.effect().interval()) + "; "
                + contenders(relation.tracedContenders(), best.layer()) + ".";
    }

    private String edited() {
        LayerRelation best = relation.edited();
        return "Editing by " + method.toUpperCase(Locale.ROOT) + " succeeds best in layer " + best.layer() + ", with a "
                + relation.success().label() + " of " + decimals(best.success().mean())
                + interval(best.success().interval()) + "; "
                + contenders(relation.editedContenders(), best.layer()) + ".";
    }

    private String contenders(List<Integer> layers, int best) {
        List<Integer> others = layers.stream().filter(layer -> layer != best).toList();
        if (layers.size() == relation.byLayer().size()) {
            return "no other layer is told apart from it";
        }
        return others.isEmpty()
                ? "every other layer is told apart from it"
                : LayerText.of(others) + " cannot be told from it";
    }

    /** What it costs to edit each fact where its own trace says. */
    private String lost() {
        Estimate lost = relation.lostWhereTraced();
        return "Facts that are each edited in their own layer of the largest effect reach "
                + decimals(relation.whereTraced().mean()) + ", "
                + (lost.isAboveZero()
                        ? decimals(lost.mean()) + " less than in that one layer for all" + interval(lost.interval())
                        : "which cannot be told from that")
                + ".";
    }

    private String explained(ExplainedVariance explained) {
        AddedShare added = explained.added();
        return "The layer alone explains " + percent(explained.layer().value()) + " of the variance of the "
                + relation.success().label() + ", the tracing effect alone "
                + percent(explained.effect().value())
                + "; beyond the layer the effect adds " + percent(added.share().value())
                + (added.isToldFromChance() ? ", more than" : ", no more than")
                + " effects do that are exchanged among the facts at random (up to " + percent(added.byChance())
                + ", p = " + String.format(Locale.ROOT, "%.3f", added.p()) + ").";
    }

    private String restored() {
        return switch (state) {
            case HIDDEN -> "the hidden state";
            case MLP -> "MLP outputs";
            case ATTENTION -> "attention outputs";
            case SEVERED_MLP -> "the hidden state with the MLPs severed";
            case SEVERED_ATTENTION -> "the hidden state with attention severed";
        };
    }

    private String layer(int layer) {
        return (state.isBlockOutput() ? "layer " : "centre layer ") + layer;
    }

    private static String interval(Optional<Interval> interval) {
        return interval.map(
                        bounds -> " (95 % interval " + decimals(bounds.low()) + " to " + decimals(bounds.high()) + ")")
                .orElse("");
    }

    private static String percents(Optional<Interval> interval) {
        return interval.map(
                        bounds -> " (95 % interval " + percent(bounds.low()) + " to " + percent(bounds.high()) + ")")
                .orElse("");
    }

    private static String percent(double share) {
        return minus(String.format(Locale.ROOT, "%.1f %%", 100 * share));
    }

    private static String decimals(double value) {
        return minus(String.format(Locale.ROOT, "%.2f", value));
    }

    private static String minus(String text) {
        return text.replaceFirst("^-(?=0\\.?0* ?%?$)", "").replace('-', '−');
    }
}
