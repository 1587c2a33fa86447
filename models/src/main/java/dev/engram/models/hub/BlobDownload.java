package dev.engram.models.hub;

import dev.engram.models.files.ByteSize;
import dev.engram.models.hub.HubTransport.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * One file fetched into {@code blobs}: to {@code HASH.incomplete}, which an interrupted pull leaves and the next one continues, checked,
 * then moved into place.
 *
 * @param patience how long a connection may be silent
 */
record BlobDownload(
        HubTransport transport, HubAnswers answers, Retries retries, PullListener listener, Duration patience) {

    private static final int BUFFER_BYTES = 1 << 16;

    void fetch(String id, RemoteFile file, Path blob) throws IOException {
        Files.createDirectories(blob.getParent());
        Path part = part(blob);
        retries.run(
                () -> {
                    attempt(id, file, part);
                    return part;
                },
                failure -> !(failure instanceof HubException) || failure instanceof HubUnreachableException);
        ContentHash actual = file.hash().ofFile(part);
        if (!actual.equals(file.hash())) {
            Files.delete(part);
            throw new HubException("what arrived as " + file.name() + " of " + id + " has the hash " + actual.digits()
                    + " where the hub states " + file.hash().digits() + "; it was deleted");
        }
        Files.move(part, blob, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What an earlier pull left of a blob. */
    static Path part(Path blob) {
        return blob.resolveSibling(blob.getFileName() + ".incomplete");
    }

    static long bytesThere(Path part) throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }

    private void attempt(String id, RemoteFile file, Path part) throws IOException {
        long there = bytesThere(part);
        if (there > file.size()) {
            Files.delete(part);
            there = 0;
        }
        listener.advance(file.name(), there, file.size());
        if (there == file.size() && Files.exists(part)) {
            return;
        }
        try (Answer answer = transport.get(file.address(), there)) {
            if (answer.status() == 416) {
                Files.deleteIfExists(part);
                throw new TransientHubException("the hub cannot continue " + file.name() + " at byte " + there);
            }
            answers.check(id, file.name(), answer);
            // A server that ignores the range sends the whole.
            boolean continues = there > 0
                    && answer.status() == 206
                    && answer.header("Content-Range").startsWith("bytes " + there + "-");
            if (answer.status() != 200 && !continues) {
                Files.deleteIfExists(part);
                throw new TransientHubException(
                        "the hub answers " + answer.status() + " when asked for " + file.name());
            }
            receive(file, part, continues ? there : 0, answer.body());
        }
    }

    private void receive(RemoteFile file, Path part, long from, InputStream body) throws IOException {
        long done = from;
        byte[] buffer = new byte[BUFFER_BYTES];
        StandardOpenOption how = from > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        try (InputStream in = new StallGuard(body, patience);
                OutputStream out =
                        Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
            for (int read = in.read(buffer, 0, buffer.length); read >= 0; read = in.read(buffer, 0, buffer.length)) {
                done += read;
                if (done > file.size()) {
                    break;
                }
                out.write(buffer, 0, read);
                listener.advance(file.name(), done, file.size());
            }
        }
        if (done > file.size()) {
            Files.delete(part);
            throw new HubException("more arrives as " + file.name() + " than the " + new ByteSize(file.size())
                    + " that the hub states; it was deleted");
        }
        if (done < file.size()) {
            throw new TransientHubException("the connection ended after " + new ByteSize(done) + " of "
                    + new ByteSize(file.size()) + " of " + file.name() + "; pull again to continue");
        }
    }
}
