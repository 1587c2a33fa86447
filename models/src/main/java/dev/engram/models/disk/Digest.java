package dev.engram.models.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A hash of bytes that are added one after the other (FIPS 180-4). For one thread. */
public final class Digest {

    private static final int BUFFER_BYTES = 1 << 16;

    private final MessageDigest bytes;

    private Digest(String algorithm) {
        try {
            this.bytes = MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has " + algorithm, impossible);
        }
    }

    /** Of no bytes yet. */
    public static Digest sha256() {
        return new Digest("SHA-256");
    }

    /** Of no bytes yet; for what others have named by it, such as git's blobs, and nothing else. */
    public static Digest sha1() {
        return new Digest("SHA-1");
    }

    public Digest add(byte[] more) {
        bytes.update(more);
        return this;
    }

    /**
     * Adds what is left of a buffer.
     *
     * @param more its position moves to its limit
     */
    public Digest add(ByteBuffer more) {
        bytes.update(more);
        return this;
    }

    /**
     * Adds what is left of a stream.
     *
     * @param more the caller closes it
     */
    public Digest add(InputStream more) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = more.read(buffer); read >= 0; read = more.read(buffer)) {
            bytes.update(buffer, 0, read);
        }
        return this;
    }

    /** Adds a file's content. */
    public Digest add(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return add(in);
        }
    }

    /** The hash of all that was added, in hexadecimal digits, lower case. To be asked for once, at the end. */
    public String hex() {
        return HexFormat.of().formatHex(bytes.digest());
    }
}
