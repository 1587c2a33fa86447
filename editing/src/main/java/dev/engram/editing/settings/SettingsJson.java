package dev.engram.editing.settings;

import java.util.List;
import tools.jackson.core.type.TypeReference;

/** Settings as JSON: an object with the editor's name and its settings by their own names. */
public final class SettingsJson {

    private static final TypeReference<EditorSettings> SETTINGS = new TypeReference<>() {};

    private SettingsJson() {}

    /** On one line. */
    public static String write(EditorSettings settings) {
        return StrictJson.write(settings, SETTINGS);
    }

    /**
     * The settings of a text that {@link #write} made, or a person after its example.
     *
     * @throws IllegalArgumentException if it is no such text, a setting is missing, or one is impossible; the message says which
     */
    public static EditorSettings read(String json) {
        try {
            return StrictJson.read(json, SETTINGS);
        } catch (IllegalArgumentException problem) {
            throw new IllegalArgumentException("no settings of an editor: " + problem.getMessage(), problem);
        }
    }

    /** Settings with what is said of them beside. */
    static <T> List<T> readEntries(String json, TypeReference<List<T>> type) {
        return List.copyOf(StrictJson.read(json, type));
    }
}
