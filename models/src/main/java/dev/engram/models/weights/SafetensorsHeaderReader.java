package dev.engram.models.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of one safetensors header and checks each tensor's type, size and place. */
final class SafetensorsHeaderReader {

    /** No weight has more; a bound keeps a hostile shape from growing. */
    private static final int MOST_DIMENSIONS = 8;

    private final Path file;
    private final JsonCursor json;
    private final long dataStart;
    private final long dataEnd;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<SafetensorsEntry> entries = new ArrayList<>();

    SafetensorsHeaderReader(Path file, JsonCursor json, long dataStart, long dataEnd) {
        this.file = file;
        this.json = json;
        this.dataStart = dataStart;
        this.dataEnd = dataEnd;
    }

    SafetensorsHeader read() throws CheckpointException {
        json.enterDocument();
        while (json.nextField()) {
            String name = json.field();
            if (name.equals("__metadata__")) {
                metadata();
            } else {
                json.reading("tensor '" + name + "'");
                tensor(name);
            }
            json.reading("the header");
        }
        json.finish();
        Extent.refuseOverlaps(
                file, entries.stream().map(SafetensorsEntry::extent).toList());
        return new SafetensorsHeader(Collections.unmodifiableMap(metadata), List.copyOf(entries));
    }

    private void metadata() throws CheckpointException {
        json.reading("the header's __metadata__");
        json.enterObject();
        while (json.nextField()) {
            String key = json.field();
            metadata.put(key, json.text());
        }
    }

    private void tensor(String name) throws CheckpointException {
        String typeName = null;
        List<Long> shape = null;
        List<Long> range = null;
        json.enterObject();
        while (json.nextField()) {
            switch (json.field()) {
                case "dtype" -> typeName = json.text();
                case "shape" -> shape = json.sizes(MOST_DIMENSIONS);
                case "data_offsets" -> range = json.sizes(2);
                default -> json.skipValue();
            }
        }
        SafetensorsType type = type(required(typeName, "dtype"));
        add(name, type, required(shape, "shape"), required(range, "data_offsets"));
    }

    private void add(String name, SafetensorsType type, List<Long> shape, List<Long> range) throws CheckpointException {
        if (range.size() != 2 || range.get(0) > range.get(1)) {
            throw json.refuse("has data_offsets " + range + ", not a begin and an end after it");
        }
        long bytes = Extent.sizeOf(file, name, shape, 1, type.bytes());
        long begin = range.get(0);
        if (range.get(1) - begin != bytes) {
            throw json.refuse("has data_offsets " + range + ", but " + type + " of shape " + shape + " takes " + bytes
                    + " bytes");
        }
        Extent extent = Extent.inside(file, name, begin, bytes, dataStart, dataEnd);
        entries.add(new SafetensorsEntry(name, type, shape, extent));
    }

    private SafetensorsType type(String name) throws CheckpointException {
        return SafetensorsType.of(name)
                .orElseThrow(() -> json.refuse("has the type " + name + ", which cannot be read; those that can are "
                        + SafetensorsType.supported()));
    }

    private <T> T required(@Nullable T value, String field) throws CheckpointException {
        if (value == null) {
            throw json.refuse("has no " + field);
        }
        return value;
    }
}
