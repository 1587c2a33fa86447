package dev.engram.reports.figure;

import java.io.IOException;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** A TrueType font of one's own for the texts of figures. */
public final class FigureFont {

    private final byte[] file;
    private final String family;

    private FigureFont(byte[] file, String family) {
        this.file = file;
        this.family = family;
    }

    /**
     * The font of a file.
     *
     * @param file its bytes, copied
     * @throws IllegalArgumentException if it is no TrueType font, or one that may not be embedded in documents
     */
    public static FigureFont of(byte[] file) {
        byte[] copy = file.clone();
        try (PDDocument trial = new PDDocument();
                FontFile font = FontFile.parse(copy)) {
            PDType0Font.load(trial, font.trueType(), true);
            return new FigureFont(copy, font.family());
        } catch (IOException | RuntimeException e) { // the parser meets hostile files with either
            throw new IllegalArgumentException(
                    "this is no TrueType font that can be embedded: "
                            + Optional.ofNullable(e.getMessage()).orElse(e.toString()),
                    e);
        }
    }

    /** What the font calls its family. */
    public String family() {
        return family;
    }

    FontFile open() throws IOException {
        return FontFile.parse(file);
    }
}
