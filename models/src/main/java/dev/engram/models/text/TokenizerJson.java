package dev.engram.models.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A {@code tokenizer.json}, read as a stream: the tree of a large one would take hundreds of megabytes.
 *
 * <p>Truncation, padding and the post-processor are taken out of what the native library is given. Texts are not to be cut or padded;
 * what is put before them is decided here; a post-processor may cut the spaces off the offsets, which ours count as part of the
 * token; and the library ends the whole process on a template that names an unknown token.
 */
final class TokenizerJson {

    /** Reads trees out of the middle of a stream. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final byte[] content;
    private final JsonParser parser;
    private final ByteArrayOutputStream bare = new ByteArrayOutputStream();
    private int copied;
    private final Map<Integer, String> added = new HashMap<>();
    private int highestId = -1;
    private List<Integer> idsBeforeText = List.of();
    private Optional<String> hazard = Optional.empty();

    private TokenizerJson(byte[] content) {
        this.content = content;
        this.parser = MAPPER.createParser(content);
    }

    /** @throws IOException naming the file, if it is not valid JSON, or is known to be dangerous to the native library */
    static TokenizerJson read(Path file) throws IOException {
        TokenizerJson json = new TokenizerJson(JsonFiles.bytes(file));
        try (JsonParser closed = json.parser) {
            if (closed.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException(file + " holds no JSON object");
            }
            json.readFields();
        } catch (JacksonException e) {
            throw JsonFiles.invalid(file, e);
        }
        if (json.highestId == Integer.MAX_VALUE) {
            throw new IOException(
                    file + " has the token id " + json.highestId + ", which leaves no room for their number");
        }
        if (json.hazard.isPresent()) {
            throw new IOException(file + " has " + json.hazard.get() + ", which is not supported");
        }
        return json;
    }

    /** What the native library is given. */
    byte[] bare() {
        return bare.toByteArray();
    }

    Vocabulary vocabulary() {
        return new Vocabulary(highestId + 1, added);
    }

    /** What the post-processor puts before a text. */
    List<Integer> idsBeforeText() {
        return idsBeforeText;
    }

    private void readFields() {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (parser.isExpectedStartObjectToken()) {
                readObject(name);
            } else if (name.equals("added_tokens") && parser.isExpectedStartArrayToken()) {
                readAdded();
            } else {
                parser.skipChildren();
            }
        }
        bare.write(content, copied, content.length - copied);
    }

    private void readObject(String name) {
        int start = (int) parser.currentTokenLocation().getByteOffset(); // of a byte array
        switch (name) {
            case "model" -> readModel();
            case "normalizer" -> refuse(NativeHazards.inNormalizer(MAPPER.readTree(parser)));
            case "pre_tokenizer" -> refuse(NativeHazards.inPreTokenizer(MAPPER.readTree(parser)));
            case "post_processor" -> {
                idsBeforeText = PostProcessor.idsBeforeText(MAPPER.readTree(parser));
                takeOutFrom(start);
            }
            case "truncation", "padding" -> {
                parser.skipChildren();
                takeOutFrom(start);
            }
            default -> parser.skipChildren();
        }
    }

    /** Gives the native library null for the value that began at {@code start} and has just been read. */
    private void takeOutFrom(int start) {
        bare.write(content, copied, start - copied);
        bare.writeBytes(NULL);
        copied = (int) parser.currentLocation().getByteOffset();
    }

    private void refuse(Optional<String> found) {
        hazard = hazard.or(() -> found);
    }

    private void readAdded() {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            JsonNode token = MAPPER.readTree(parser);
            int id = token.path("id").asInt(-1);
            if (id >= 0) {
                added.put(id, token.path("content").asString(""));
                highestId = Math.max(highestId, id);
            }
        }
    }

    private void readModel() {
        boolean hasMerges = false;
        boolean hasPrefix = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "vocab" -> readIds();
                case "continuing_subword_prefix" ->
                    hasPrefix |= value == JsonToken.VALUE_STRING && parser.getStringLength() > 0;
                case "merges" -> hasMerges = true;
                default -> {}
            }
            parser.skipChildren(); // of what was not read
        }
        if (hasMerges && hasPrefix) {
            refuse(Optional.of("a BPE model with a prefix for inner pieces"));
        }
    }

    /** The ids of a model: a map from text (BPE, WordPiece, WordLevel), or places in a list (Unigram). */
    private void readIds() {
        if (parser.isExpectedStartObjectToken()) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
                    highestId = Math.max(highestId, parser.getIntValue());
                }
                parser.skipChildren();
            }
        } else if (parser.isExpectedStartArrayToken()) {
            for (int id = 0; parser.nextToken() != JsonToken.END_ARRAY; id++) {
                parser.skipChildren();
                highestId = Math.max(highestId, id);
            }
        }
    }
}
