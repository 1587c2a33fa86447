package dev.engram.models.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON files that nobody vouches for: every failure names the file. */
final class JsonFiles {

    /** The largest tokenizer.json in use has 35 MB; what is larger than this is something else. */
    private static final long MAX_BYTES = 512L << 20;

    private static final JsonMapper MAPPER = new JsonMapper();

    private JsonFiles() {}

    static byte[] bytes(Path file) throws IOException {
        long size = Files.size(file);
        if (size > MAX_BYTES) {
            throw new IOException(file + " has " + size + " bytes, more than the " + MAX_BYTES + " that are read");
        }
        return Files.readAllBytes(file);
    }

    /** The object in a file; an empty one if there is no such file. */
    static JsonNode objectOrEmpty(Path file) throws IOException {
        if (!Files.exists(file)) {
            return MAPPER.createObjectNode();
        }
        try {
            JsonNode node = MAPPER.readTree(bytes(file));
            if (!node.isObject()) {
                throw new IOException(file + " holds no JSON object");
            }
            return node;
        } catch (JacksonException e) {
            throw invalid(file, e);
        }
    }

    static IOException invalid(Path file, JacksonException cause) {
        // A file that breaks a limit, such as the depth of nesting, is refused without a location.
        TokenStreamLocation location = cause.getLocation();
        String where = location == null ? "" : " (line " + location.getLineNr() + ")";
        return new IOException(file + " is not valid JSON: " + cause.getOriginalMessage() + where, cause);
    }
}
