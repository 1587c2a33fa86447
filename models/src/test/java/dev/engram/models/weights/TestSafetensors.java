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
