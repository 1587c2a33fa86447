package dev.engram.models.disk;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of text that people name: what is none is refused by its name, which the system's own failures lack. */
public final class TextFile {

    private TextFile() {}

    /**
     * All of a text.
     *
     * @throws IOException if there is none, it cannot be read, or it is not UTF-8
     */
    public static String read(Path file) throws IOException {
        requireFile(file);
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw notUtf8(file, e);
        }
    }

    /** Refuses a folder. */
    public static void requireFile(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a folder, and a file of text is needed");
        }
    }

    /** What is said of a text that cannot be decoded. */
    public static IOException notUtf8(Path file, CharacterCodingException cause) {
        return new IOException(file + " is not UTF-8; save the text in UTF-8", cause);
    }
}
