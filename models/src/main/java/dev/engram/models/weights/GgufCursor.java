package dev.engram.models.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Reads a GGUF header from its start on, little-endian. Whatever the file claims is held against what is left of it before any
 * memory is taken; refusals name the file and what was being read.
 */
final class GgufCursor {

    /**
     * No header may be longer, so that one that is all metadata cannot fill the heap (boxed values take several times their bytes).
     * The largest vocabularies in use take about 20 MB.
     */
    private static final int HEADER_LIMIT = 100_000_000;

    private final Path file;
    private final long fileSize;
    private final ByteBuffer bytes;
    private String reading = "the header";

    GgufCursor(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.fileSize = channel.size();
        this.bytes = channel.map(MapMode.READ_ONLY, 0, Math.min(fileSize, HEADER_LIMIT))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    Path file() {
        return file;
    }

    long fileSize() {
        return fileSize;
    }

    int position() {
        return bytes.position();
    }

    /** Says what comes next, for messages. */
    void reading(String what) {
        reading = what;
    }

    byte int8() throws CheckpointException {
        require(1);
        return bytes.get();
    }

    short int16() throws CheckpointException {
        require(2);
        return bytes.getShort();
    }

    int int32() throws CheckpointException {
        require(4);
        return bytes.getInt();
    }

    long uint32() throws CheckpointException {
        return Integer.toUnsignedLong(int32());
    }

    long int64() throws CheckpointException {
        require(8);
        return bytes.getLong();
    }

    /** A 64-bit count of things that take at least so many bytes each, refused where the rest of the header cannot hold them. */
    int count(String things, int leastBytes) throws CheckpointException {
        long count = int64();
        if (count < 0 || count > bytes.remaining() / leastBytes) {
            throw refuse("claims " + Long.toUnsignedString(count) + " " + things + ", more than the "
                    + bytes.remaining() + " bytes left can hold");
        }
        return (int) count;
    }

    /** A string; what is not UTF-8 in it becomes U+FFFD. */
    String string(int mostBytes) throws CheckpointException {
        int length = count("bytes of text", 1);
        if (length > mostBytes) {
            throw refuse("claims " + length + " bytes of text where at most " + mostBytes + " make sense");
        }
        if (length == 0) {
            return "";
        }
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    CheckpointException refuse(String problem) {
        return new CheckpointException(file, reading + " " + problem);
    }

    private void require(int count) throws CheckpointException {
        if (bytes.remaining() < count) {
            throw refuse(
                    fileSize > HEADER_LIMIT
                            ? "lies beyond the first " + HEADER_LIMIT + " bytes, the most that a header may take"
                            : "is cut off by the file's end, at byte " + fileSize);
        }
    }
}
