package dev.engram.models.weights;

import dev.engram.models.tensor.FloatTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes small GGUF files for tests. */
public final class TestGguf {

    private TestGguf() {}

    /**
     * Writes metadata, integers with 64 bits and floats as doubles, and tensors as F32, in the map's order. Reading gives the same
     * metadata and tensors again.
     */
    public static Path write(Path file, GgufMetadata metadata, Map<String, FloatTensor> tensors) throws IOException {
        return bytes(metadata, tensors).writeTo(file);
    }

    static GgufBytes bytes(GgufMetadata metadata, Map<String, FloatTensor> tensors) {
        GgufBytes bytes = new GgufBytes();
        metadata.values().forEach((key, value) -> writeValue(bytes.pair(key, typeOf(value)), value));
        tensors.forEach((name, tensor) -> {
            long[] dimensions = new long[tensor.shape().size()];
            for (int i = 0; i < dimensions.length; i++) {
                dimensions[i] = tensor.dimension(dimensions.length - 1 - i);
            }
            bytes.data().alignTo(32);
            bytes.tensor(name, 0, bytes.data().size(), dimensions);
            bytes.data().floats(tensor);
        });
        return bytes;
    }

    private static int typeOf(Object value) {
        if (value instanceof Boolean) {
            return 7;
        } else if (value instanceof String) {
            return 8;
        } else if (value instanceof List) {
            return 9;
        } else if (value instanceof Long) {
            return 11;
        } else if (value instanceof Double) {
            return 12;
        }
        throw new IllegalArgumentException("GGUF metadata has no " + value.getClass());
    }

    private static void writeValue(LittleEndianBytes bytes, Object value) {
        if (value instanceof Boolean flag) {
            bytes.int8(flag ? 1 : 0);
        } else if (value instanceof String text) {
            bytes.text(text);
        } else if (value instanceof Long number) {
            bytes.int64(number);
        } else if (value instanceof Double number) {
            bytes.float64(number);
        } else if (value instanceof List<?> list) {
            bytes.int32(list.isEmpty() ? 8 : typeOf(list.get(0))).int64(list.size());
            list.forEach(element -> writeValue(bytes, element));
        }
    }
}
