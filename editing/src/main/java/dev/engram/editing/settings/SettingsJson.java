package dev.engram.editing.settings;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Settings as JSON: an object with the editor's name and its settings by their own names. */
public final class SettingsJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private SettingsJson() {}

    /** On one line. */
    public static String write(EditorSettings settings) {
        return JSON.writerFor(EditorSettings.class).writeValueAsString(settings);
    }

    /**
     * The settings of a text that {@link #write} made, or a person after its example.
     *
     * @throws IllegalArgumentException if it is no such text, a setting is missing, or one is impossible; the message says which
     */
    public static EditorSettings read(String json) {
        try {
            return JSON.readValue(json, EditorSettings.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("no settings of an editor: " + e.getOriginalMessage(), e);
        }
    }

    /** Settings with what is said of them beside. */
    static <T> List<T> readEntries(String json, TypeReference<List<T>> type) {
        return List.copyOf(JSON.readValue(json, type));
    }
}
