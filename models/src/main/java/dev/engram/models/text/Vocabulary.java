package dev.engram.models.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What the native binding does not tell about a tokenizer: how many ids there are, and the tokens that were added to its model.
 *
 * @param size one more than the highest id
 * @param added the text of each token found in text as it stands, special ones among them, by id
 */
record Vocabulary(int size, Map<Integer, String> added) {

    private static final JsonFactory JSON = new JsonFactory();

    Vocabulary {
        added = Map.copyOf(added);
    }

    OptionalInt idOfAdded(String text) {
        return added.entrySet().stream()
                .filter(token -> token.getValue().equals(text))
                .mapToInt(Map.Entry::getKey)
                .min();
    }

    /** Reads the content of a {@code tokenizer.json} as a stream: the tree of a large one would take hundreds of megabytes. */
    static Vocabulary parse(byte[] json, Path file) throws IOException {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException(file + " holds no JSON object");
            }
            Map<Integer, String> added = new HashMap<>();
            int highest = -1;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "added_tokens" -> readAdded(parser, added);
                    case "model" -> highest = Math.max(highest, highestIdOfModel(parser));
                    default -> parser.skipChildren();
                }
            }
            for (int id : added.keySet()) {
                highest = Math.max(highest, id);
            }
            return new Vocabulary(Math.addExact(highest, 1), added);
        } catch (JacksonException e) {
            throw JsonFiles.invalid(file, e);
        } catch (ArithmeticException e) {
            throw new IOException(file + " has a token id that does not fit into 31 bits", e);
        }
    }

    private static void readAdded(JsonParser parser, Map<Integer, String> added) {
        if (!parser.isExpectedStartArrayToken()) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            int id = -1;
            String content = "";
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("id") && value == JsonToken.VALUE_NUMBER_INT) {
                    id = parser.getIntValue();
                } else if (name.equals("content") && value == JsonToken.VALUE_STRING) {
                    content = parser.getString();
                } else {
                    parser.skipChildren();
                }
            }
            if (id >= 0) {
                added.put(id, content);
            }
        }
    }

    private static int highestIdOfModel(JsonParser parser) {
        if (!parser.isExpectedStartObjectToken()) {
            parser.skipChildren();
            return -1;
        }
        int highest = -1;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean isVocabulary = parser.currentName().equals("vocab");
            parser.nextToken();
            if (isVocabulary && parser.isExpectedStartObjectToken()) {
                highest = highestValue(parser);
            } else if (isVocabulary && parser.isExpectedStartArrayToken()) {
                highest = elements(parser) - 1;
            } else {
                parser.skipChildren();
            }
        }
        return highest;
    }

    /** BPE, WordPiece and WordLevel: text to id. */
    private static int highestValue(JsonParser parser) {
        int highest = -1;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
                highest = Math.max(highest, parser.getIntValue());
            } else {
                parser.skipChildren();
            }
        }
        return highest;
    }

    /** Unigram: a list of text and score, where the place is the id. */
    private static int elements(JsonParser parser) {
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            parser.skipChildren();
            count++;
        }
        return count;
    }
}
