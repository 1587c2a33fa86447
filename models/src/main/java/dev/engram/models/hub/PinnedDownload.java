package dev.engram.models.hub;

import dev.engram.models.files.ByteSize;
import dev.engram.models.files.ExclusiveLock;
import dev.engram.models.hub.HubTransport.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;

/**
 * Fetches single files of the web to fixed places. Nobody states their hashes; so the SHA-256 of what arrives first is written beside the file, and
 * whatever arrives later must have it. Downloads to the same place, from whatever thread or process, take turns.
 */
public final class PinnedDownload {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long MOST_BYTES = 1L << 30;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final String HASH_FILE = ".sha256";

    private final HubAccess access;
    private final HubTransport transport;
    private final Retries retries;
    private final Duration patience;

    /** Whether what arrived is what was wanted. */
    @FunctionalInterface
    public interface Check {
        /**
         * Looks at a file that lies in a temporary place.
         *
         * @throws IOException if it is not what was wanted; it is then deleted, and nothing is recorded
         */
        void of(Path arrived) throws IOException;
    }

    public PinnedDownload(HubAccess access) {
        this(access, Retries.usual(), PATIENCE);
    }

    PinnedDownload(HubAccess access, Retries retries, Duration patience) {
        this.access = access;
        this.transport = new HubTransport(access);
        this.retries = retries;
        this.patience = patience;
    }

    /**
     * Makes sure that a file is in its place. One that is there with the recorded hash is not fetched again; another one is replaced.
     *
     * @param address of the file; one at the public hub is asked of the hub that the user has chosen
     * @return the target
     * @throws HubUnreachableException if there is no connection
     * @throws HubException if downloads are forbidden, there is no such file, it has more than 1 GiB, or another hash than was recorded
     */
    public Path fetch(URI address, Path target, Check check, PullListener listener) throws IOException {
        Path lock = target.resolveSibling("." + target.getFileName() + ".lock");
        return ExclusiveLock.holding(lock, () -> listener.notice("waiting for another pull to end"), () -> {
            Optional<ContentHash> recorded = recorded(target);
            if (Files.isRegularFile(target) && recorded.equals(Optional.of(ContentHash.sha256Of(target)))) {
                listener.notice(
                        target.getFileName() + " is here, with the SHA-256 that was recorded when it was pulled");
                return target;
            }
            fetchTo(target, atChosenHub(address), recorded, check, listener);
            return target;
        });
    }

    /** The file beside a target that holds its hash, in the form of the program sha256sum. */
    public static Path hashFile(Path target) {
        return target.resolveSibling(target.getFileName() + HASH_FILE);
    }

    private void fetchTo(Path target, URI address, Optional<ContentHash> recorded, Check check, PullListener listener)
            throws IOException {
        access.requireOnline();
        Path part = BlobDownload.part(target);
        try {
            retries.run(() -> receive(address, String.valueOf(target.getFileName()), part, listener));
            ContentHash actual = ContentHash.sha256Of(part);
            if (recorded.isPresent() && !recorded.get().equals(actual)) {
                throw new HubException("what " + address + " sends has the SHA-256 " + actual.digits() + ", and "
                        + hashFile(target) + " has " + recorded.get().digits()
                        + " of the first pull; it was deleted (to take the new one, delete that file and pull again)");
            }
            check.of(part);
            String line = actual.digits() + "  " + target.getFileName() + "\n";
            Files.writeString(hashFile(target), line, StandardCharsets.UTF_8);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private Path receive(URI address, String name, Path part, PullListener listener) throws IOException {
        try (Answer answer = transport.get(address, 0)) {
            requireFile(address, answer.status());
            String length = answer.header("Content-Length");
            long total = length.matches("\\d{1,15}") ? Long.parseLong(length) : 0;
            try (InputStream in = new StallGuard(answer.body(), patience);
                    OutputStream out = Files.newOutputStream(part)) {
                copy(address, in, out, (done) -> listener.advance(name, done, Math.max(done, total)));
            }
            return part;
        } catch (HubException | TransientHubException | InterruptedIOException told) {
            throw told;
        } catch (IOException broken) {
            throw new TransientHubException("the connection to " + address + " broke off: " + broken.getMessage());
        }
    }

    private interface Progress {
        void at(long doneBytes);
    }

    private static void copy(URI address, InputStream in, OutputStream out, Progress progress) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long done = 0;
        for (int read = in.read(buffer, 0, buffer.length); read >= 0; read = in.read(buffer, 0, buffer.length)) {
            done += read;
            if (done > MOST_BYTES) {
                throw new HubException(address + " sends more than " + new ByteSize(MOST_BYTES));
            }
            out.write(buffer, 0, read);
            progress.at(done);
        }
    }

    private static void requireFile(URI address, int status) throws IOException {
        switch (status) {
            case 200 -> {}
            case 404, 410 -> throw new HubException("there is no file at " + address + " (" + status + ")");
            case 401, 403 ->
                throw new HubException(
                        address + " refuses (" + status + "); if it wants an account, set HF_TOKEN to a token of it");
            case 408, 429, 500, 502, 503, 504 ->
                throw new TransientHubException(address + " is busy or out of order (" + status + "); try again later");
            default -> throw new HubException(address + " answers " + status);
        }
    }

    private URI atChosenHub(URI address) {
        String publicHub = HubAccess.PUBLIC_HUB + "/";
        String text = address.toString();
        return text.startsWith(publicHub) ? access.resolve(text.substring(publicHub.length() - 1)) : address;
    }

    private static Optional<ContentHash> recorded(Path target) throws IOException {
        Path file = hashFile(target);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        String digits = Files.readString(file, StandardCharsets.UTF_8).strip().split("\\s", 2)[0];
        if (!digits.matches("[0-9a-f]{64}")) {
            throw new HubException(file + " holds '" + digits + "', which is no SHA-256; delete it and pull again");
        }
        return Optional.of(new ContentHash(digits));
    }
}
