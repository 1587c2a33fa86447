package dev.engram.editing.method;

import dev.engram.editing.settings.EditorSettings;

/** Editors by their settings. */
public final class Editors {

    private Editors() {}

    /**
     * A fresh editor.
     *
     * @param knowledge of the model's keys, asked only by methods that need it
     */
    public static Editor of(EditorSettings settings, KeyKnowledge knowledge) {
        return of(settings, knowledge, SharedSearches.none());
    }

    /** A fresh editor that has from others what it need not look for itself, and the others from it. */
    public static Editor of(EditorSettings settings, KeyKnowledge knowledge, SharedSearches searches) {
        if (settings instanceof EditorSettings.Rome rome) {
            return new Rome(rome, knowledge, searches);
        }
        if (settings instanceof EditorSettings.Emmet emmet) {
            return new Emmet(emmet, knowledge, searches);
        }
        if (settings instanceof EditorSettings.Memit memit) {
            return new Memit(memit, knowledge, searches);
        }
        if (settings instanceof EditorSettings.AlphaEdit alphaEdit) {
            return new AlphaEdit(alphaEdit, knowledge, searches);
        }
        return new FineTuning((EditorSettings.FineTuning) settings);
    }
}
