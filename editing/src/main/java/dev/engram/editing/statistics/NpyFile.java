package dev.engram.editing.statistics;

import dev.engram.models.tensor.FloatTensor;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Single arrays in NumPy's own files, {@code .npy}. */
public final class NpyFile {

    private NpyFile() {}

    /**
     * An array of one dimension, of {@code <f8} or {@code <f4}.
     *
     * @throws StatisticsFileException if the file is none, has another type or shape, or another length than its head says
     */
    public static double[] vector(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            NpyHeader header = NpyHeader.read(in);
            boolean isDouble = header.isOneOf("<f8", "<f4");
            if (header.shape().size() != 1) {
                throw new StatisticsFileException(file, "has the shape " + header.shape() + ", not one dimension");
            }
            int size = isDouble ? Double.BYTES : Float.BYTES;
            long values = header.shape().get(0);
            long held = Files.size(file) - header.bytes();
            if (values > Integer.MAX_VALUE || held != values * size) {
                throw new StatisticsFileException(
                        file, "has " + held + " bytes for " + values + " numbers of " + size + " bytes");
            }
            double[] vector = new double[(int) values];
            ByteBuffer one = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < vector.length; i++) {
                in.readFully(one.array());
                vector[i] = isDouble ? one.getDouble(0) : one.getFloat(0);
            }
            return vector;
        } catch (NpyFormatException other) {
            throw new StatisticsFileException(file, other.problem());
        }
    }

    /** Writes an array of any shape, {@code <f4}. */
    public static void write(Path file, FloatTensor array) throws IOException {
        byte[] header = NpyHeader.encode(
                "<f4", array.shape().stream().map(Integer::longValue).toList());
        ByteBuffer bytes = ByteBuffer.allocate(header.length + array.size() * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(header);
        bytes.asFloatBuffer().put(array.toArray());
        Files.write(file, bytes.array());
    }
}
