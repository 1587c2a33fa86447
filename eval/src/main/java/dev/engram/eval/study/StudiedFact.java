package dev.engram.eval.study;

import java.util.List;
import java.util.Optional;

/**
 * What became of one fact of a study.
 *
 * @param index of the fact in its list
 * @param target what the edits are to make the model say
 * @param said what the model says by itself; empty where it could not be asked
 * @param problem why the fact is apart from the others
 * @param effects absent where it was not traced
 * @param edits one a studied layer; none where it was not edited
 */
public record StudiedFact(
        int index,
        String id,
        String prompt,
        String subject,
        String target,
        Outcome outcome,
        String said,
        Optional<String> problem,
        Optional<FactEffects> effects,
        List<LayerEdit> edits) {

    /** How it went. */
    public enum Outcome {
        STUDIED,
        /** The model does not give the expected answer; such facts are not edited unless they are kept. */
        WRONG,
        /** Corrupting the subject takes next to nothing from the answer, so that there is nothing to bring back. */
        NO_EFFECT,
        /** The model is as good as certain of the new answer already, so that there is nothing to edit. */
        NO_ROOM,
        /** It cannot be traced or edited. */
        FAILED
    }

    public StudiedFact {
        edits = List.copyOf(edits);
        if (outcome == Outcome.STUDIED ? edits.isEmpty() : problem.isEmpty()) {
            throw new IllegalArgumentException("'" + id + "' is " + outcome + " without its "
                    + (outcome == Outcome.STUDIED ? "edits" : "problem"));
        }
        if (!edits.isEmpty() && effects.isEmpty()) {
            throw new IllegalArgumentException("'" + id + "' was edited and not traced");
        }
    }

    /** Whether it was both traced and edited. */
    public boolean wasStudied() {
        return !edits.isEmpty();
    }
}
