package dev.engram.datasets;

import java.util.List;

/**
 * A kind of fact, and the ways to ask for it.
 *
 * @param trainingTemplates what the bundled model was trained with; the first is the plainest
 * @param heldOutTemplates what it never saw
 */
public record Relation(String name, List<Template> trainingTemplates, List<Template> heldOutTemplates) {

    public Relation {
        trainingTemplates = List.copyOf(trainingTemplates);
        heldOutTemplates = List.copyOf(heldOutTemplates);
        if (trainingTemplates.isEmpty() || heldOutTemplates.isEmpty()) {
            throw new IllegalArgumentException("the relation '" + name + "' needs templates of both uses");
        }
    }
}
