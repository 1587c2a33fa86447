package dev.engram.editing.statistics;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;

/** An array in an archive, to be read once, little endian. Its size is checked before memory is taken, its checksum at the end. */
final class NpyArray implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;
    /** The most bytes that deflate makes of one. */
    private static final long MAX_INFLATION = 1032;

    private final Path file;
    private final ZipEntry entry;
    private final CRC32 checksum = new CRC32();
    private final DataInputStream in;

    /** @param content the entry's, closed with this */
    NpyArray(Path file, ZipEntry entry, InputStream content) {
        this.file = file;
        this.entry = entry;
        this.in = new DataInputStream(new CheckedInputStream(new BufferedInputStream(content, BUFFER_BYTES), checksum));
    }

    /**
     * A square matrix of {@code <f4} or {@code <f8}, row-major.
     *
     * @throws StatisticsFileException if it has another type, shape or length, or its checksum does not match
     */
    double[] squareMatrix(int size) throws IOException {
        return read(() -> {
            NpyHeader header = NpyHeader.read(in);
            boolean isDouble = header.isOneOf("<f8", "<f4");
            int bytes = isDouble ? Double.BYTES : Float.BYTES;
            requireRoom(header, List.of((long) size, (long) size), bytes * (long) size * size);
            double[] values = new double[Math.multiplyExact(size, size)];
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int start = 0; start < values.length; start += BUFFER_BYTES / bytes) {
                int count = Math.min(values.length - start, BUFFER_BYTES / bytes);
                in.readFully(buffer.array(), 0, count * bytes);
                for (int i = 0; i < count; i++) {
                    values[start + i] = isDouble ? buffer.getDouble(i * bytes) : buffer.getFloat(i * bytes);
                }
            }
            return values;
        });
    }

    /**
     * A single whole number, {@code <i8} or {@code <i4}.
     *
     * @throws StatisticsFileException if it has another type, shape or length, or its checksum does not match
     */
    long wholeNumber() throws IOException {
        return read(() -> {
            NpyHeader header = NpyHeader.read(in);
            boolean isLong = header.isOneOf("<i8", "<i4");
            requireRoom(header, List.of(), isLong ? Long.BYTES : Integer.BYTES);
            return isLong ? Long.reverseBytes(in.readLong()) : (long) Integer.reverseBytes(in.readInt());
        });
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private interface Reading<T> {
        T run() throws IOException;
    }

    private <T> T read(Reading<T> reading) throws IOException {
        try {
            T value = reading.run();
            // Java's ZipFile does not look at it.
            if (checksum.getValue() != entry.getCrc()) {
                throw wrong("is damaged: its checksum does not match");
            }
            return value;
        } catch (NpyFormatException other) {
            throw wrong(other.problem());
        }
    }

    /** Refuses another shape, and an entry that cannot hold that many bytes, whatever its head says. */
    private void requireRoom(NpyHeader header, List<Long> shape, long bytes) throws StatisticsFileException {
        if (!header.shape().equals(shape)) {
            throw wrong("has the shape " + header.shape() + ", not " + shape);
        }
        long expected = header.bytes() + bytes;
        if (entry.getSize() != expected || entry.getCompressedSize() < expected / MAX_INFLATION) {
            throw wrong("takes " + entry.getSize() + " bytes, " + entry.getCompressedSize()
                    + " in the archive, and cannot hold " + expected);
        }
    }

    private StatisticsFileException wrong(String problem) {
        return new StatisticsFileException(file, "'" + entry.getName() + "' " + problem);
    }
}
