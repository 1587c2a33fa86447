package dev.engram.models.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
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

    private static final Set<String> TAKEN_OUT = Set.of("truncation", "padding", "post_processor");

    private final byte[] content;
    private final JsonParser parser;
    private final ByteArrayOutputStream bare = new ByteArrayOutputStream();
    private final Map<Integer, String> added = new HashMap<>();
    private int highestId = -1;
    private List<Integer> idsBeforeText = List.of();

    private TokenizerJson(byte[] content) {
        this.content = content;
        this.parser = MAPPER.createParser(content);
    }

    /** @throws IOException naming the file, if it is not valid JSON or its ids are out of range */
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
        int copied = 0;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (TAKEN_OUT.contains(name) && parser.isExpectedStartObjectToken()) {
                bare.write(
                        content,
                        copied,
                        byteOffset(parser.currentTokenLocation().getByteOffset()) - copied);
                bare.writeBytes(new byte[] {'n', 'u', 'l', 'l'});
                takeOut(name);
                copied = byteOffset(parser.currentLocation().getByteOffset());
            } else if (name.equals("added_tokens") && parser.isExpectedStartArrayToken()) {
                readAdded();
            } else if (name.equals("model") && parser.isExpectedStartObjectToken()) {
                readModel();
            } else {
                parser.skipChildren();
            }
        }
        bare.write(content, copied, content.length - copied);
    }

    private static int byteOffset(long offset) {
        return Math.toIntExact(offset); // of a byte array
    }

    private void takeOut(String name) {
        if (name.equals("post_processor")) {
            idsBeforeText = idsBeforeText(MAPPER.readTree(parser));
        } else {
            parser.skipChildren();
        }
    }

    private static List<Integer> idsBeforeText(JsonNode processor) {
        List<Integer> ids = new ArrayList<>();
        switch (processor.path("type").asString("")) {
            case "Sequence" -> processor.path("processors").forEach(step -> ids.addAll(0, idsBeforeText(step)));
            case "BertProcessing", "RobertaProcessing" ->
                addId(processor.path("cls").path(1), ids);
            case "TemplateProcessing" -> {
                for (JsonNode piece : processor.path("single")) {
                    if (!piece.has("SpecialToken")) {
                        break;
                    }
                    String token = piece.path("SpecialToken").path("id").asString("");
                    processor.path("special_tokens").path(token).path("ids").forEach(id -> addId(id, ids));
                }
            }
            default -> {} // ByteLevel puts nothing there
        }
        return ids;
    }

    private static void addId(JsonNode id, List<Integer> ids) {
        if (id.isInt()) {
            ids.add(id.intValue());
        }
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
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean isVocabulary = parser.currentName().equals("vocab");
            parser.nextToken();
            if (isVocabulary && parser.isExpectedStartObjectToken()) {
                readIds();
            } else if (isVocabulary && parser.isExpectedStartArrayToken()) {
                countElements();
            } else {
                parser.skipChildren();
            }
        }
    }

    /** BPE, WordPiece and WordLevel: text to id. */
    private void readIds() {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
                highestId = Math.max(highestId, parser.getIntValue());
            } else {
                parser.skipChildren();
            }
        }
    }

    /** Unigram: a list of text and score, where the place is the id. */
    private void countElements() {
        for (int id = 0; parser.nextToken() != JsonToken.END_ARRAY; id++) {
            parser.skipChildren();
            highestId = Math.max(highestId, id);
        }
    }
}
