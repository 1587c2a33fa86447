package dev.engram.models.weights;

import dev.engram.models.tensor.IndexRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the key-value pairs of a GGUF header. */
final class GgufValues {

    private static final int STRING = 8;
    private static final int ARRAY = 9;

    /** The fewest bytes that a value takes, by the number of its type. */
    private static final List<Integer> LEAST_BYTES = List.of(1, 1, 2, 2, 4, 4, 4, 1, 8, 12, 8, 8, 8);

    /** A key's length (8), a value's type (4) and a byte. */
    private static final int LEAST_PAIR_BYTES = 13;

    private static final int MOST_KEY_BYTES = 65_535;

    /** Arrays of arrays are allowed by the format; no writer is known to use even one level. */
    private static final int MOST_NESTED_ARRAYS = 4;

    private final GgufCursor in;
    private final Map<String, IndexRange> places = new LinkedHashMap<>();

    GgufValues(GgufCursor in) {
        this.in = in;
    }

    /** A number of pairs that {@link #count} has read before. */
    GgufMetadata read(int pairs) throws CheckpointException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < pairs; i++) {
            in.reading("metadata key number " + i);
            int start = in.position();
            String key = in.string(MOST_KEY_BYTES);
            in.reading("metadata key '" + key + "'");
            if (values.put(key, value(type(), 0)) != null) {
                throw in.refuse("is there twice");
            }
            places.put(key, new IndexRange(start, in.position()));
        }
        return new GgufMetadata(values);
    }

    /** The bytes of each pair that was read, by its key. */
    Map<String, IndexRange> places() {
        return places;
    }

    int count() throws CheckpointException {
        return in.count("metadata keys", LEAST_PAIR_BYTES);
    }

    private int type() throws CheckpointException {
        long type = in.uint32();
        if (type >= LEAST_BYTES.size()) {
            throw in.refuse("has a value of type number " + type + ", which GGUF does not know");
        }
        return (int) type;
    }

    private Object value(int type, int depth) throws CheckpointException {
        return switch (type) {
            case 0 -> (long) Byte.toUnsignedInt(in.int8());
            case 1 -> (long) in.int8();
            case 2 -> (long) Short.toUnsignedInt(in.int16());
            case 3 -> (long) in.int16();
            case 4 -> in.uint32();
            case 5 -> (long) in.int32();
            case 6 -> (double) Float.intBitsToFloat(in.int32());
            case 7 -> flag();
            case STRING -> in.string(Integer.MAX_VALUE);
            case ARRAY -> array(depth);
            case 10 -> unsigned64();
            case 11 -> in.int64();
            default -> Double.longBitsToDouble(in.int64());
        };
    }

    private List<Object> array(int depth) throws CheckpointException {
        if (depth == MOST_NESTED_ARRAYS) {
            throw in.refuse("nests arrays more than " + MOST_NESTED_ARRAYS + " deep");
        }
        int type = type();
        int count = in.count("array elements", LEAST_BYTES.get(type));
        List<Object> elements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            elements.add(value(type, depth + 1));
        }
        return Collections.unmodifiableList(elements);
    }

    private boolean flag() throws CheckpointException {
        byte flag = in.int8();
        if (flag != 0 && flag != 1) {
            throw in.refuse("has a truth value that is neither 0 nor 1 but " + flag);
        }
        return flag == 1;
    }

    private long unsigned64() throws CheckpointException {
        long value = in.int64();
        if (value < 0) {
            throw in.refuse("has the value " + Long.toUnsignedString(value) + ", which does not fit 63 bits");
        }
        return value;
    }
}
