package dev.engram.eval.study;

import dev.engram.datasets.EditCase;
import dev.engram.datasets.ListedPrompt;
import dev.engram.editing.Edit;
import dev.engram.editing.EditStack;
import dev.engram.editing.method.EditProgress;
import dev.engram.editing.method.EditProgress.Phase;
import dev.engram.editing.method.Editor;
import dev.engram.editing.solve.SingularStatisticsException;
import dev.engram.eval.recall.CaseRecall;
import dev.engram.eval.recall.RecallProbe;
import dev.engram.eval.study.StudiedFact.Outcome;
import dev.engram.models.EditableModel;
import dev.engram.tracing.FactTrace;
import dev.engram.tracing.ListTracer;
import dev.engram.tracing.RestoredState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * Traces a fact, then edits it at one layer after another, each edit taken back before the next (Hase et al. 2023). What comes out of a fact depends
 * on no other.
 *
 * <p>Used by the model's thread; the model is as it was when {@code study} returns or throws.
 */
public final class LayerStudy {

    private final EditableModel model;
    private final ListTracer tracer;
    private final RestoredState state;
    private final List<Editor> editors;
    private final RecallProbe recall;

    /**
     * A study of a model.
     *
     * @param tracer traces {@code state} at least
     * @param editors one method at one layer each, in ascending order of these
     * @throws IllegalArgumentException if there are fewer than two layers, or an editor changes several
     */
    public LayerStudy(
            EditableModel model, ListTracer tracer, RestoredState state, List<Editor> editors, RecallProbe recall) {
        this.model = model;
        this.tracer = tracer;
        this.state = state;
        this.editors = List.copyOf(editors);
        this.recall = recall;
        List<Integer> layers = editors.stream()
                .flatMap(each -> each.settings().layers().stream())
                .toList();
        if (layers.size() < 2
                || layers.size() != editors.size()
                || !layers.equals(layers.stream().sorted().distinct().toList())) {
            throw new IllegalArgumentException("layers " + layers + " by " + editors.size()
                    + " editors; a study compares two layers at least, ascending, each edited by itself");
        }
    }

    /**
     * Traces and edits one fact. What is wrong with it alone is in the result, not thrown.
     *
     * @param index of the fact in its list
     * @param progress hears which share of the fact is done
     */
    public StudiedFact study(int index, EditCase fact, DoubleConsumer progress) {
        FactTrace trace = tracer.trace(
                new ListedPrompt(fact.id(), fact.rewrite().prompt(), fact.oldAnswer(), Optional.empty()),
                share -> progress.accept(share / steps()));
        Line line = new Line(index, fact, trace);
        if (trace.trace().isEmpty()) {
            Outcome outcome = trace.outcome() == FactTrace.Outcome.WRONG ? Outcome.WRONG : Outcome.FAILED;
            return line.apart(outcome, trace.problem().orElseThrow());
        }
        FactEffects effects = line.effects().orElseThrow();
        if (!effects.hasTotalEffect()) {
            return line.apart(
                    Outcome.NO_EFFECT,
                    "corrupting the subject changes the probability of '" + effects.answer() + "' from "
                            + effects.clean() + " to " + effects.corrupted() + "; it must fall by "
                            + FactEffects.LEAST_TOTAL_EFFECT + " at least");
        }
        try {
            CaseRecall before = recall.before(fact);
            if (!LayerEdit.hasRoom(before)) {
                return line.apart(
                        Outcome.NO_ROOM,
                        "the model gives '" + fact.rewrite().target() + "' a probability of "
                                + EditScores.probability(before.rewrite().newAnswer()) + " before any edit");
            }
            return line.edited(edits(fact, before, progress));
        } catch (SingularStatisticsException e) {
            throw e; // of a layer, not of this fact
        } catch (IllegalArgumentException | ArithmeticException e) {
            return line.apart(Outcome.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private List<LayerEdit> edits(EditCase fact, CaseRecall before, DoubleConsumer progress) {
        List<LayerEdit> edits = new ArrayList<>();
        for (Editor editor : editors) {
            double done = 1.0 + edits.size(); // the trace counts as much as an edit
            EditProgress ofEdit = (phase, steps, total) -> progress.accept(
                    (done + (phase == Phase.STEPS ? (double) steps / total : phase == Phase.SOLVING ? 1 : 0))
                            / steps());
            try (EditStack stack = new EditStack(model)) {
                stack.add(new Edit(
                        editor.settings(),
                        List.of(fact.rewrite()),
                        editor.edit(model, List.of(fact.rewrite()), ofEdit).updates()));
                edits.add(LayerEdit.of(editor.settings().layers().get(0), before, recall.after(fact, before)));
            }
        }
        return edits;
    }

    private double steps() {
        return 1.0 + editors.size();
    }

    /** A fact's result in the making. */
    private final class Line {

        private final int index;
        private final EditCase fact;
        private final FactTrace trace;

        Line(int index, EditCase fact, FactTrace trace) {
            this.index = index;
            this.fact = fact;
            this.trace = trace;
        }

        Optional<FactEffects> effects() {
            return trace.trace().map(result -> FactEffects.of(result, state));
        }

        StudiedFact apart(Outcome outcome, String problem) {
            return line(outcome, Optional.of(problem), List.of());
        }

        /** A wrong answer that is kept stays one. */
        StudiedFact edited(List<LayerEdit> edits) {
            Outcome outcome = trace.outcome() == FactTrace.Outcome.WRONG ? Outcome.WRONG : Outcome.STUDIED;
            return line(outcome, trace.problem(), edits);
        }

        private StudiedFact line(Outcome outcome, Optional<String> problem, List<LayerEdit> edits) {
            return new StudiedFact(
                    index,
                    fact.id(),
                    fact.rewrite().prompt().text(),
                    fact.rewrite().subject(),
                    fact.rewrite().target(),
                    outcome,
                    trace.said(),
                    problem,
                    effects(),
                    edits);
        }
    }
}
