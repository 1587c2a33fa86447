package dev.engram.datasets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file's text, known to be UTF-8, and the hash of its bytes. They are read once and kept, so that hash and text are of the same state of
 * the file, and a pipe will do.
 */
public final class RecordFile {

    /** What {@link #opening} is where there is nothing but blanks. */
    static final char NOTHING = 0;

    /** A thousand facts have a third of a megabyte; a file beyond this is something else. */
    private static final long MAX_BYTES = 1L << 30;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int BUFFER_CHARACTERS = 1 << 13;

    private final Path path;
    private final byte[] bytes;
    private final int start;

    private RecordFile(Path path, byte[] bytes) {
        this.path = path;
        this.bytes = bytes;
        boolean marked = ByteBuffer.wrap(bytes).mismatch(ByteBuffer.wrap(BYTE_ORDER_MARK)) >= BYTE_ORDER_MARK.length;
        this.start = marked ? BYTE_ORDER_MARK.length : 0;
    }

    /**
     * Reads all of a file, of at most 1 GiB.
     *
     * @param expected what the file is to hold, for messages, such as {@code prompts}
     * @throws RecordListException if it is a folder, larger, or not UTF-8
     */
    public static RecordFile read(Path path, String expected) throws IOException {
        if (Files.isDirectory(path)) {
            throw new RecordListException(
                    path, "is a folder; expected a file of " + expected + " as JSON Lines, a JSON array or CSV");
        }
        long size = Files.size(path);
        if (size > MAX_BYTES) {
            throw new RecordListException(
                    path, "has " + size + " bytes, more than the " + MAX_BYTES + " that are read; split it");
        }
        RecordFile file = new RecordFile(path, Files.readAllBytes(path));
        file.requireUtf8();
        return file;
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** The text, without the byte order mark. */
    Reader text() {
        return new InputStreamReader(
                new ByteArrayInputStream(bytes, start, bytes.length - start), StandardCharsets.UTF_8);
    }

    /** The first character that is not blank, if it is ASCII; {@link #NOTHING} where all are blank. */
    char opening() {
        for (int i = start; i < bytes.length; i++) {
            if (!Character.isWhitespace(bytes[i])) {
                return (char) (bytes[i] & 0xFF);
            }
        }
        return NOTHING;
    }

    /** Of all bytes, the byte order mark too. */
    String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** The refusal of the file as a whole. */
    public RecordListException refuse(String problem) {
        return new RecordListException(path, problem);
    }

    private void requireUtf8() throws RecordListException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(BUFFER_CHARACTERS);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isOverflow()) {
            out.clear();
            result = decoder.decode(in, out, true);
        }
        if (result.isError()) {
            int offset = in.position();
            throw new RecordListException(
                    path,
                    lineOf(offset),
                    String.format(
                            "byte %d of the file, 0x%02X, is not UTF-8; save the file in UTF-8",
                            offset, bytes[offset]));
        }
    }

    private int lineOf(int offset) {
        String before = new String(bytes, 0, offset, StandardCharsets.UTF_8);
        // The character stands for the one at fault: an empty last line is no line to the platform.
        return Math.toIntExact((before + "?").lines().count());
    }
}
