package dev.engram.editing.statistics;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** An {@code .npz} archive, its entries stored or compressed. */
final class NpzReader implements Closeable {

    private final Path file;
    private final ZipFile archive;

    private NpzReader(Path file, ZipFile archive) {
        this.file = file;
        this.archive = archive;
    }

    /** Opens an archive; the caller closes it. */
    static NpzReader open(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try {
            return new NpzReader(file, new ZipFile(file.toFile()));
        } catch (ZipException damaged) {
            throw new StatisticsFileException(file, "no NumPy archive (" + damaged.getMessage() + ")", damaged);
        }
    }

    /** As {@link NpyArray#squareMatrix}. */
    double[] squareMatrix(String name, int size) throws IOException {
        try (NpyArray array = array(name)) {
            return array.squareMatrix(size);
        }
    }

    /** As {@link NpyArray#wholeNumber}. */
    long wholeNumber(String name) throws IOException {
        try (NpyArray array = array(name)) {
            return array.wholeNumber();
        }
    }

    /** The bytes of an entry that is no array; empty if the archive lacks it. */
    Optional<byte[]> bytes(String name, int atMost) throws IOException {
        ZipEntry entry = archive.getEntry(name);
        if (entry == null) {
            return Optional.empty();
        }
        try (InputStream in = archive.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(atMost);
            if (in.read() >= 0) {
                throw new StatisticsFileException(file, "'" + name + "' is longer than " + atMost + " bytes");
            }
            CRC32 checksum = new CRC32();
            checksum.update(bytes);
            if (checksum.getValue() != entry.getCrc()) {
                throw new StatisticsFileException(file, "'" + name + "' is damaged: its checksum does not match");
            }
            return Optional.of(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }

    private NpyArray array(String name) throws IOException {
        ZipEntry entry = archive.getEntry(name + ".npy");
        if (entry == null) {
            throw new StatisticsFileException(file, "it has no array '" + name + "'");
        }
        return new NpyArray(file, entry, archive.getInputStream(entry));
    }
}
