package dev.engram.eval.metrics.table;

import dev.engram.eval.metrics.ScoredEdit;
import java.util.Comparator;
import java.util.List;

/**
 * A method's edits of records.
 *
 * @param method its name among those it is compared with; not blank
 * @param edits at least one, of different records; sorted here by the record's id, so that their order changes nothing
 */
public record MethodScores(String method, List<ScoredEdit> edits) {

    public MethodScores {
        edits = edits.stream().sorted(Comparator.comparing(ScoredEdit::id)).toList();
        if (method.isBlank()) {
            throw new IllegalArgumentException("the name of a method is blank");
        }
        if (edits.isEmpty()) {
            throw new IllegalArgumentException("the method " + method + " has no scored edits");
        }
        for (int i = 1; i < edits.size(); i++) {
            if (edits.get(i).id().equals(edits.get(i - 1).id())) {
                throw new IllegalArgumentException("the method " + method + " has the record "
                        + edits.get(i).id() + " twice");
            }
        }
    }
}
