package dev.engram.models.family;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code config.json}. */
public final class ConfigFile {

    /** Configurations are a few kilobytes; what is larger is something else. */
    private static final long MAX_BYTES = 4 << 20;

    private ConfigFile() {}

    /**
     * The settings of a model directory.
     *
     * @throws IOException if the file is missing, too large, or no JSON object; the message names it
     */
    public static ModelConfig read(Path directory) throws IOException {
        Path file = directory.resolve("config.json");
        if (!Files.isRegularFile(file)) {
            throw new IOException(directory + " is no model directory: it has no config.json");
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " has " + Files.size(file) + " bytes; no model configuration is that large");
        }
        try {
            Map<String, Object> values = new HashMap<>(JsonMapper.shared()
                    .readValue(Files.readAllBytes(file), new TypeReference<Map<String, Object>>() {}));
            Set<String> nulls = new HashSet<>(values.keySet());
            values.values().removeIf(value -> value == null);
            nulls.removeAll(values.keySet());
            values.replaceAll((key, value) -> withoutNulls(value));
            return new ModelConfig(file.toString(), values, nulls);
        } catch (JacksonException | ClassCastException e) {
            throw new IOException(file + " is no JSON object: " + e.getMessage(), e);
        }
    }

    private static Object withoutNulls(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> kept = new HashMap<>(map);
            kept.values().removeIf(inner -> inner == null);
            return kept;
        }
        return value;
    }
}
