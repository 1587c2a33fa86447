package dev.engram.models.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A lock that one thread of one process holds: whoever else wants it waits. It ends with its process, however that ends. */
public final class ExclusiveLock {

    private static final long POLL_MILLIS = 100;

    private ExclusiveLock() {}

    /** What is done while the lock is held. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException;
    }

    /**
     * Works while holding the lock that a file stands for. The file is made where it is not there, and stays.
     *
     * @param beforeWaiting called once if another holds the lock
     * @throws InterruptedIOException if the thread is interrupted while it waits
     */
    public static <T> T holding(Path file, Runnable beforeWaiting, Work<T> work) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (!takes(channel)) {
                beforeWaiting.run();
                while (!takes(channel)) {
                    Thread.sleep(POLL_MILLIS);
                }
            }
            return work.run(); // closing the channel gives the lock back
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + file);
        }
    }

    /** Tries to take the lock. */
    private static boolean takes(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }
}
