package dev.engram.models.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a checkpoint's JSON token by token, so that a hostile document never becomes a tree in memory. Objects with a key twice,
 * documents nested too deep and values of another kind are refused, with the file and what was being read.
 */
final class JsonCursor implements AutoCloseable {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** What a step of Jackson's parser gives; its exceptions are not ours. */
    private interface Step<T> {
        T take();
    }

    private final Path file;
    private final JsonParser parser;
    private String reading;

    /** Starts before the document's first token. */
    JsonCursor(Path file, String document, byte[] json) {
        this.file = file;
        this.reading = document;
        this.parser = JSON.createParser(ObjectReadContext.empty(), json);
    }

    /** Says what comes next, for messages. */
    void reading(String what) {
        reading = what;
    }

    /** Enters the document's object. */
    void enterDocument() throws CheckpointException {
        checked(parser::nextToken);
        enterObject();
    }

    /** Enters the object that is the current value; {@link #nextField} then walks through it. */
    void enterObject() throws CheckpointException {
        require(JsonToken.START_OBJECT, "an object");
    }

    /** Goes to the next field's value; false at the object's end. The value before must have been read or skipped. */
    boolean nextField() throws CheckpointException {
        if (checked(parser::nextToken) != JsonToken.PROPERTY_NAME) {
            return false;
        }
        checked(parser::nextToken);
        return true;
    }

    String field() {
        return parser.currentName();
    }

    String text() throws CheckpointException {
        require(JsonToken.VALUE_STRING, "text");
        return checked(parser::getString);
    }

    /** An array of whole numbers that are not negative. */
    List<Long> sizes(int most) throws CheckpointException {
        require(JsonToken.START_ARRAY, "an array");
        List<Long> numbers = new ArrayList<>();
        while (checked(parser::nextToken) != JsonToken.END_ARRAY) {
            require(JsonToken.VALUE_NUMBER_INT, "a whole number");
            long number = checked(parser::getLongValue);
            if (number < 0) {
                throw refuse("has the size or offset " + number);
            }
            if (numbers.size() == most) {
                throw refuse("has more than " + most + " numbers in an array");
            }
            numbers.add(number);
        }
        return numbers;
    }

    void skipValue() throws CheckpointException {
        checked(parser::skipChildren);
    }

    /** Makes sure that nothing comes after the document. */
    void finish() throws CheckpointException {
        if (checked(() -> parser.nextToken() != null)) {
            throw refuse("goes on after its end");
        }
    }

    CheckpointException refuse(String problem) {
        return new CheckpointException(file, reading + " " + problem);
    }

    private void require(JsonToken token, String meaning) throws CheckpointException {
        if (parser.currentToken() != token) {
            throw refuse("has " + parser.currentToken() + " where " + meaning + " should be");
        }
    }

    private <T> T checked(Step<T> step) throws CheckpointException {
        try {
            return step.take();
        } catch (JacksonException malformed) {
            throw refuse("is not valid JSON: " + malformed.getOriginalMessage());
        }
    }

    @Override
    public void close() {
        parser.close();
    }
}
