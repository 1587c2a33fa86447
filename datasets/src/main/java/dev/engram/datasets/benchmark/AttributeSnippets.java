package dev.engram.datasets.benchmark;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads CounterFact's texts about subjects of which a target is true (rome: {@code attribute_snippets.json}): a JSON array of objects, each with a
 * {@code relation_id}, a {@code target_id} and {@code samples}, an array of objects with a {@code text}; what else they have is not read. The
 * file may be large: one object at a time is held, and of those the texts that are wanted.
 */
public final class AttributeSnippets {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS) // an object of an array is followed by others
            .build();

    private final Path file;
    private final Set<TargetIds> wanted;
    private final Map<TargetIds, List<String>> texts = new HashMap<>();

    private AttributeSnippets(Path file, Set<TargetIds> wanted) {
        this.file = file;
        this.wanted = wanted;
    }

    /**
     * The texts of some targets, in the file's order; all those of a target that the file has several times. A target without texts has no
     * entry.
     *
     * @throws IOException if the file cannot be read, or is none of this form; the message names the file, the line and what was expected
     */
    public static Map<TargetIds, List<String>> read(Path file, Set<TargetIds> wanted) throws IOException {
        AttributeSnippets snippets = new AttributeSnippets(file, Set.copyOf(wanted));
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                JsonParser parser = MAPPER.createParser(in)) {
            snippets.read(parser);
        } catch (JacksonException malformed) {
            throw new IOException(
                    file + ": expected a JSON array of texts by relation and target: " + malformed.getOriginalMessage(),
                    malformed);
        }
        return snippets.texts;
    }

    private void read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw new IOException(file + ": expected a JSON array of texts by relation and target");
        }
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            String place = file + ": line " + parser.currentTokenLocation().getLineNr() + " (index " + index + "): ";
            add(MAPPER.readTree(parser), place);
        }
        if (parser.nextToken() != null) {
            throw new IOException(file + ": goes on after its array");
        }
    }

    private void add(JsonNode target, String place) throws IOException {
        TargetIds ids = new TargetIds(text(target, "relation_id", place), text(target, "target_id", place));
        JsonNode samples = target.path("samples");
        if (!samples.isArray()) {
            throw new IOException(place + "field 'samples': expected an array of objects with a text");
        }
        List<String> found = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            found.add(text(samples.get(i), "text", place + "samples[" + i + "]: "));
        }
        if (wanted.contains(ids) && !found.isEmpty()) {
            texts.computeIfAbsent(ids, key -> new ArrayList<>()).addAll(found);
        }
    }

    private static String text(JsonNode object, String field, String place) throws IOException {
        JsonNode value = object.path(field);
        if (!value.isString() || value.stringValue().isBlank()) {
            throw new IOException(place + "field '" + field + "': expected text that is not blank");
        }
        return value.stringValue();
    }
}
