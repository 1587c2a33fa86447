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
        if (settings instanceof EditorSettings.Rome rome) {
            return new Rome(rome, knowledge);
        }
        if (settings instanceof EditorSettings.Emmet emmet) {
            return new Emmet(emmet, knowledge);
        }
        if (settings instanceof EditorSettings.Memit memit) {
            return new Memit(memit, knowledge);
        }
        if (settings instanceof EditorSettings.AlphaEdit alphaEdit) {
            return new AlphaEdit(alphaEdit, knowledge);
        }
        return new FineTuning((EditorSettings.FineTuning) settings);
    }
}
