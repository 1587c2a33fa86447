package dev.engram.datasets;

import dev.engram.datasets.FieldValue.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The keys of a record and the kinds of their values, by which the form of a file is told. */
public final class RecordShape {

    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, Kind> kinds;

    private RecordShape(Map<String, Kind> kinds) {
        this.kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
    }

    /**
     * The shapes of a file's first records, or of its one header: as many as asked for, or as there are up to where it is malformed. What is
     * no object has no shape.
     *
     * @throws RecordListException if it begins with a JSON object over several lines
     */
    public static List<RecordShape> ofFirst(int count, RecordFile file) throws IOException {
        List<RecordShape> shapes = new ArrayList<>();
        try {
            switch (file.opening()) {
                case RecordFile.NOTHING -> {}
                case '[' -> addOfArray(count, file, shapes);
                case '{' -> addOfLines(count, file, shapes);
                default -> addOfColumns(CsvRecords.header(file), shapes);
            }
        } catch (JacksonException malformed) {
            return shapes;
        }
        return shapes;
    }

    /** In the record's order; those that are null are left out. */
    public Set<String> keys() {
        return kinds.keySet();
    }

    /** Whether there is something under a key, whatever it is. */
    public boolean has(String key) {
        return kinds.containsKey(key);
    }

    /** Whether there is an array under a key. */
    public boolean hasArray(String key) {
        return kinds.get(key) == Kind.ARRAY;
    }

    /** Whether there is an object under a key. */
    public boolean hasObject(String key) {
        return kinds.get(key) == Kind.OBJECT;
    }

    private static void addOfArray(int count, RecordFile file, List<RecordShape> shapes) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), file.text())) {
            parser.nextToken();
            for (JsonToken token = parser.nextToken();
                    shapes.size() < count && token != null && token != JsonToken.END_ARRAY;
                    token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    shapes.add(ofObject(parser));
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    private static void addOfLines(int count, RecordFile file, List<RecordShape> shapes) throws IOException {
        JsonLinesRecords.requireLines(file);
        try (BufferedReader lines = new BufferedReader(file.text())) {
            for (String line = lines.readLine(); line != null && shapes.size() < count; line = lines.readLine()) {
                ofLine(line).ifPresent(shapes::add);
            }
        }
    }

    /** Nothing of a malformed line: the next may be whole. */
    private static Optional<RecordShape> ofLine(String line) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? Optional.of(ofObject(parser)) : Optional.empty();
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    private static RecordShape ofObject(JsonParser parser) {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value != JsonToken.VALUE_NULL && kinds.size() < JsonRecord.MOST_ITEMS) {
                kinds.put(key, kind(value));
            }
            parser.skipChildren();
        }
        return new RecordShape(kinds);
    }

    private static Kind kind(JsonToken value) {
        return switch (value) {
            case START_ARRAY -> Kind.ARRAY;
            case START_OBJECT -> Kind.OBJECT;
            default -> Kind.TEXT;
        };
    }

    private static void addOfColumns(List<String> columns, List<RecordShape> shapes) {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        columns.forEach(column -> kinds.put(column, Kind.TEXT));
        if (!kinds.isEmpty()) {
            shapes.add(new RecordShape(kinds));
        }
    }
}
