package dev.engram.models.weights;

import java.io.IOException;
import java.nio.file.Path;

/** Puts a GGUF file together, valid or not: every count and offset can be made to lie. */
final class GgufBytes {

    private static final int ALIGNMENT = 32;

    private final LittleEndianBytes pairs = new LittleEndianBytes();
    private final LittleEndianBytes tensors = new LittleEndianBytes();
    private final LittleEndianBytes data = new LittleEndianBytes();
    private int version = 3;
    private long pairCount;
    private long tensorCount;

    GgufBytes version(int claimed) {
        version = claimed;
        return this;
    }

    GgufBytes pairCount(long claimed) {
        pairCount = claimed;
        return this;
    }

    GgufBytes tensorCount(long claimed) {
        tensorCount = claimed;
        return this;
    }

    /** A key and the type of its value, which the caller writes. */
    LittleEndianBytes pair(String key, int type) {
        pairCount++;
        return pairs.text(key).int32(type);
    }

    /** A tensor's entry; dimensions as in the file, innermost first. */
    GgufBytes tensor(String name, int type, long offset, long... dimensions) {
        tensorCount++;
        tensors.text(name).int32(dimensions.length);
        for (long dimension : dimensions) {
            tensors.int64(dimension);
        }
        tensors.int32(type).int64(offset);
        return this;
    }

    LittleEndianBytes data() {
        return data;
    }

    LittleEndianBytes header() {
        return new LittleEndianBytes()
                .int32(0x46554747)
                .int32(version)
                .int64(tensorCount)
                .int64(pairCount)
                .raw(pairs.toArray())
                .raw(tensors.toArray());
    }

    Path writeTo(Path file) throws IOException {
        return header().alignTo(ALIGNMENT).raw(data.toArray()).writeTo(file);
    }
}
