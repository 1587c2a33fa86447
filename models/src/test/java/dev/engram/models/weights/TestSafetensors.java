package dev.engram.models.weights;

import dev.engram.models.tensor.FloatTensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Writes small safetensors files for tests. */
public final class TestSafetensors {

    private TestSafetensors() {}

    /** Writes tensors as F32, in the map's order. Names must need no escapes in JSON. */
    public static Path write(Path file, Map<String, FloatTensor> tensors) throws IOException {
        LittleEndianBytes data = new LittleEndianBytes();
        StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        tensors.forEach((name, tensor) -> {
            int begin = data.size();
            data.floats(tensor);
            header.append(",\"" + name + "\":" + entry("F32", tensor.shape().toString(), begin, data.size()));
        });
        return write(file, header.append('}').toString(), data.toArray());
    }

    /**
     * Writes a file without metadata: a mask of four truth values [1, 1, 2, 2], then tensors as F32, then one element of a tensor
     * {@code unlisted}. The header names them the other way round.
     */
    public static Path writeWithMask(Path file, String mask, Map<String, FloatTensor> tensors) throws IOException {
        LittleEndianBytes data = new LittleEndianBytes().raw(new byte[] {1, 0, 1, 1});
        StringBuilder middle = new StringBuilder();
        tensors.forEach((name, tensor) -> {
            int begin = data.size();
            data.floats(tensor);
            middle.append("\"" + name + "\":" + entry("F32", tensor.shape().toString(), begin, data.size()) + ",");
        });
        int end = data.size();
        data.float32(1);
        String header = "{\"unlisted\":" + entry("F32", "[1]", end, end + 4) + "," + middle + "\"" + mask + "\":"
                + entry("BOOL", "[1,1,2,2]", 0, 4) + "}";
        return write(file, header, data.toArray());
    }

    /** One tensor's value in a header. */
    static String entry(String type, String shape, long begin, long end) {
        return "{\"dtype\":\"" + type + "\",\"shape\":" + shape + ",\"data_offsets\":[" + begin + "," + end + "]}";
    }

    /** Writes a file of a header that may say anything. */
    static Path write(Path file, String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return new LittleEndianBytes().int64(json.length).raw(json).raw(data).writeTo(file);
    }
}
