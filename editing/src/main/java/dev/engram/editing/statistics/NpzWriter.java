package dev.engram.editing.statistics;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes an {@code .npz} archive, uncompressed: sums of products have no redundancy. The same content makes the same bytes. */
final class NpzWriter implements Closeable {

    /** The first moment that zip files know, as no clock is to be seen in them. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** An entry of a matrix. */
    interface Entries {
        double at(int row, int column);
    }

    private final ZipOutputStream archive;

    private NpzWriter(OutputStream out) {
        this.archive = new ZipOutputStream(out);
        archive.setLevel(Deflater.NO_COMPRESSION);
    }

    static NpzWriter create(Path file) throws IOException {
        return new NpzWriter(new BufferedOutputStream(Files.newOutputStream(file)));
    }

    /** A square matrix of doubles. */
    void squareMatrix(String name, int size, Entries entries) throws IOException {
        begin(name + ".npy");
        archive.write(NpyHeader.encode("<f8", List.of((long) size, (long) size)));
        byte[] bytes = new byte[size * Double.BYTES];
        ByteBuffer row = littleEndian(bytes);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                row.putDouble(j * Double.BYTES, entries.at(i, j));
            }
            archive.write(bytes);
        }
        archive.closeEntry();
    }

    /** A single whole number. */
    void wholeNumber(String name, long value) throws IOException {
        byte[] bytes = new byte[Long.BYTES];
        littleEndian(bytes).putLong(value);
        array(name, "<i8", bytes);
    }

    /** A single text of characters from Unicode's first plane, as NumPy keeps texts: four bytes each. */
    void text(String name, String value) throws IOException {
        byte[] bytes = new byte[value.length() * Integer.BYTES];
        value.chars().forEach(littleEndian(bytes)::putInt);
        array(name, "<U" + value.length(), bytes);
    }

    /** An entry that is no array. */
    void bytes(String name, String content) throws IOException {
        begin(name);
        archive.write(content.getBytes(StandardCharsets.UTF_8));
        archive.closeEntry();
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }

    private void array(String name, String type, byte[] value) throws IOException {
        begin(name + ".npy");
        archive.write(NpyHeader.encode(type, List.of()));
        archive.write(value);
        archive.closeEntry();
    }

    private void begin(String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        archive.putNextEntry(entry);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
