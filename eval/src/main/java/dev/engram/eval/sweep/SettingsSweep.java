package dev.engram.eval.sweep;

import dev.engram.datasets.EditCase;
import dev.engram.editing.Edit;
import dev.engram.editing.EditStack;
import dev.engram.editing.method.EditProgress;
import dev.engram.editing.method.EditResult;
import dev.engram.editing.method.Editor;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.eval.recall.CaseRecall;
import dev.engram.eval.recall.RecallProbe;
import dev.engram.models.EditableModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Tries settings on cases, each edited alone and taken back: the candidates are compared on one half of the cases, and the one that does best is
 * scored on the other half, which it was not chosen by. (Where a trace finds a fact says little of the layer to edit: Hase et al. 2023.)
 *
 * <p>Used by the model's thread.
 */
public final class SettingsSweep {

    private final EditableModel model;
    private final Function<EditorSettings, Editor> editors;
    private final RecallProbe recall;
    private final Map<EditCase, CaseRecall> before = new HashMap<>();

    /**
     * A sweep.
     *
     * @param editors makes the editor of some settings
     */
    public SettingsSweep(EditableModel model, Function<EditorSettings, Editor> editors, RecallProbe recall) {
        this.model = model;
        this.editors = editors;
        this.recall = recall;
    }

    /** A candidate's score. */
    public record Scored(EditorSettings settings, SweepScore score) {}

    /**
     * What a sweep found.
     *
     * @param tried all candidates, in their order, on the cases that were chosen by
     * @param heldOut the best one's score on the others
     */
    public record Outcome(List<Scored> tried, Scored best, SweepScore heldOut) {

        public Outcome {
            tried = List.copyOf(tried);
        }
    }

    /** Hears of what is done. */
    public interface Listener {

        /** Cases of a candidate are done. */
        void edited(int candidate, int ofCandidates, int cases, int ofCases);

        /** A candidate is done. */
        void scored(Scored scored);
    }

    /**
     * Tries all candidates.
     *
     * @param known candidates that were scored before, which are not tried again
     * @throws IllegalArgumentException if there are fewer than two cases or no candidate, or a case has no paraphrase or no neighbour; nothing
     *     is edited then
     */
    public Outcome run(
            List<EditorSettings> candidates,
            Map<EditorSettings, SweepScore> known,
            List<EditCase> cases,
            Listener listener) {
        if (cases.size() < 2 || candidates.isEmpty()) {
            throw new IllegalArgumentException("a sweep of " + candidates.size() + " candidates over " + cases.size()
                    + " cases; at least one and two are needed");
        }
        for (EditCase asked : cases) {
            if (asked.paraphrases().isEmpty() || asked.neighbours().isEmpty()) {
                throw new IllegalArgumentException("the case '" + asked.id()
                        + "' has no paraphrase or no neighbour; a score needs at least one of each");
            }
        }
        List<EditCase> chosenBy = cases.subList(0, (cases.size() + 1) / 2);
        List<EditCase> heldOut = cases.subList(chosenBy.size(), cases.size());
        List<Scored> tried = new ArrayList<>();
        for (EditorSettings candidate : candidates) {
            SweepScore before = known.get(candidate);
            Scored scored = new Scored(
                    candidate,
                    before != null ? before : score(candidate, chosenBy, tried.size(), candidates.size(), listener));
            tried.add(scored);
            if (before == null) {
                listener.scored(scored);
            }
        }
        Scored best = tried.stream()
                .max(Comparator.comparingDouble(scored -> scored.score().score()))
                .orElseThrow();
        return new Outcome(
                tried, best, score(best.settings(), heldOut, candidates.size(), candidates.size(), listener));
    }

    private SweepScore score(
            EditorSettings settings, List<EditCase> cases, int candidate, int ofCandidates, Listener listener) {
        Editor editor = editors.apply(settings);
        List<CaseRecall> after = new ArrayList<>();
        for (EditCase asked : cases) {
            listener.edited(candidate, ofCandidates, after.size(), cases.size());
            CaseRecall was = before.computeIfAbsent(asked, recall::before);
            EditResult result = editor.edit(model, List.of(asked.rewrite()), EditProgress.none());
            try (EditStack stack = new EditStack(model)) {
                stack.add(new Edit(settings, List.of(asked.rewrite()), result.updates()));
                after.add(recall.after(asked, was));
            }
        }
        return SweepScore.of(after);
    }
}
