package dev.engram.models.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A directory that is written under another name beside its target, and gets the target's once it is complete. Unless it came so far, closing
 * removes it, and so does the end of a process that was asked to end.
 */
final class UnfinishedDirectory implements AutoCloseable {

    private final Path target;
    private final Path directory;

    private UnfinishedDirectory(Path target, Path directory) {
        this.target = target;
        this.directory = directory;
    }

    /**
     * Begins a directory.
     *
     * @throws IllegalArgumentException if the target is there and is anything but an empty directory
     */
    static UnfinishedDirectory of(Path target) throws IOException {
        Path absolute = target.toAbsolutePath().normalize();
        if (Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
            requireEmpty(target);
            absolute = absolute.toRealPath();
        }
        Path parent = absolute.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(target + " is the root of a file system, no place for a model");
        }
        Files.createDirectories(parent);
        Path directory = parent.resolve(
                "." + absolute.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        UnfinishedDirectory unfinished = new UnfinishedDirectory(absolute, directory);
        unfinished.close(); // of a process that was killed and had this one's number
        Files.createDirectory(directory);
        directory.toFile().deleteOnExit();
        return unfinished;
    }

    private static void requireEmpty(Path target) throws IOException {
        if (!Files.isDirectory(target)) {
            throw new IllegalArgumentException(target + " is there and is no directory; choose another place");
        }
        try (Stream<Path> inside = Files.list(target)) {
            if (inside.findAny().isPresent()) {
                throw new IllegalArgumentException(
                        target + " is not empty; choose a directory that is, or is not there");
            }
        }
    }

    /** Where a file of the directory is to be written. */
    Path place(String name) throws IOException {
        Path file = directory.resolve(name);
        Path folder = file.getParent();
        if (folder != null && !folder.equals(directory)) {
            Files.createDirectories(folder);
            folder.toFile().deleteOnExit();
        }
        file.toFile().deleteOnExit();
        return file;
    }

    void write(SettingsFile file) throws IOException {
        try (OutputStream out = Files.newOutputStream(place(file.name()))) {
            file.contents().writeTo(out);
        }
    }

    /** Gives the directory its name, if nobody has put anything there meanwhile. */
    Path finish() throws IOException {
        try {
            return Files.move(directory, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException unlessEmpty) { // some systems rename over an empty directory, some do not
            try {
                Files.deleteIfExists(target);
            } catch (DirectoryNotEmptyException filled) {
                throw new IOException("somebody else has put files there meanwhile", filled);
            }
            return Files.move(directory, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException gone) {
            // It has its name, or cannot be removed: then it stays hidden, and marked as unfinished.
        }
    }
}
