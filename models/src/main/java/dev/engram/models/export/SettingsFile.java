package dev.engram.models.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small file to be written.
 *
 * @param name relative to the model's directory
 */
record SettingsFile(String name, Contents contents) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** What a file holds. */
    @FunctionalInterface
    interface Contents {
        void writeTo(OutputStream out) throws IOException;
    }

    /** A copy of what a file, or a link to one, holds. */
    static SettingsFile copyOf(Path file, String name) {
        return new SettingsFile(name, out -> Files.copy(file, out));
    }

    static SettingsFile of(String name, byte[] bytes) {
        return new SettingsFile(name, out -> out.write(bytes));
    }

    /** A JSON object with the map's keys in its order. */
    static SettingsFile json(String name, Map<String, Object> values) {
        return of(name, (JSON.writeValueAsString(values) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
