package dev.engram.models.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All that a safetensors file says before its data, checked.
 *
 * @param entries in the order of the header
 */
record SafetensorsHeader(Map<String, String> metadata, List<SafetensorsEntry> entries) {

    /** The limit of the format's own library. */
    private static final int MOST_BYTES = 100_000_000;

    private static final int LENGTH_BYTES = 8;

    static SafetensorsHeader read(Path file, FileChannel channel) throws IOException {
        byte[] json = json(file, channel);
        try (JsonCursor cursor = new JsonCursor(file, "the header", json)) {
            return new SafetensorsHeaderReader(file, cursor, LENGTH_BYTES + json.length, channel.size()).read();
        }
    }

    private static byte[] json(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < LENGTH_BYTES) {
            throw new CheckpointException(file, "has " + size + " bytes: too short for a safetensors file");
        }
        long length = channel.map(MapMode.READ_ONLY, 0, LENGTH_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (length < 0 || length > MOST_BYTES) {
            throw new CheckpointException(
                    file,
                    "the header claims " + Long.toUnsignedString(length) + " bytes; at most " + MOST_BYTES
                            + " are allowed: this may be no safetensors file");
        }
        if (length > size - LENGTH_BYTES) {
            throw new CheckpointException(
                    file, "the header claims " + length + " bytes, the file has only " + size + ": it is cut off");
        }
        byte[] json = new byte[(int) length];
        ByteBuffer mapped = channel.map(MapMode.READ_ONLY, LENGTH_BYTES, length);
        mapped.get(json);
        return json;
    }
}
