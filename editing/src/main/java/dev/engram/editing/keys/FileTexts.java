package dev.engram.editing.keys;

import dev.engram.editing.solve.KeyText;
import dev.engram.models.LanguageModel;
import dev.engram.models.disk.Digest;
import dev.engram.models.disk.TextFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines of a file in UTF-8, a text each, cut to the model's context; blank lines are none. */
public final class FileTexts implements KeyTexts {

    private static final int AT_ONCE = 32;

    private final LanguageModel model;
    private final Path file;
    private final KeyText identity;

    private FileTexts(LanguageModel model, Path file, KeyText identity) {
        this.model = model;
        this.file = file;
        this.identity = identity;
    }

    /**
     * The texts of a file.
     *
     * @throws IOException if there is none, or it is a folder; whether it is UTF-8 shows as it is read
     */
    public static FileTexts of(LanguageModel model, Path file) throws IOException {
        TextFile.requireFile(file);
        String sha256 = Digest.sha256().add(file).hex();
        return new FileTexts(model, file, new KeyText.FromFile(String.valueOf(file.getFileName()), sha256));
    }

    @Override
    public KeyText identity() {
        return identity;
    }

    @Override
    public Reading open(int from) throws IOException {
        BufferedReader lines = Files.newBufferedReader(file);
        Reading reading = new Lines(lines);
        try {
            for (int passed = 0; passed < from; passed++) {
                nextText(lines);
            }
            return reading;
        } catch (IOException e) {
            reading.close();
            throw e;
        }
    }

    /** The next line that is not blank; empty at the end. */
    private String nextText(BufferedReader lines) throws IOException {
        try {
            String line = lines.readLine();
            while (line != null && line.isBlank()) {
                line = lines.readLine();
            }
            return line == null ? "" : line;
        } catch (CharacterCodingException e) {
            throw TextFile.notUtf8(file, e);
        }
    }

    private final class Lines implements Reading {

        private final BufferedReader lines;

        Lines(BufferedReader lines) {
            this.lines = lines;
        }

        @Override
        public List<List<Integer>> next() throws IOException {
            List<List<Integer>> texts = new ArrayList<>();
            for (String text = nextText(lines); !text.isEmpty(); text = nextText(lines)) {
                List<Integer> ids = model.tokenizer().encode(text).ids();
                texts.add(ids.subList(0, Math.min(ids.size(), model.contextLength())));
                if (texts.size() == AT_ONCE) {
                    break;
                }
            }
            return texts;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
