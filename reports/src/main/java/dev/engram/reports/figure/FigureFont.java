package dev.engram.reports.figure;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** A TrueType font of one's own for the texts of figures. */
public final class FigureFont {

    /** Of Latin-1, which nearly every font has. */
    private static final int FIRST_LETTER = ' ';

    private static final int LAST_LETTER = 'ÿ';

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
        try (FontFile font = FontFile.parse(copy)) {
            tryOut(font);
            return new FigureFont(copy, font.family());
        } catch (IOException | RuntimeException e) { // the parser meets damaged files with either
            throw new IllegalArgumentException(
                    "this is no TrueType font that can be embedded: "
                            + Optional.ofNullable(e.getMessage()).orElse(e.toString()),
                    e);
        }
    }

    /** Writes a document with it, so that damage is met here and not amid the figures. */
    private static void tryOut(FontFile font) throws IOException {
        String letters = IntStream.rangeClosed(FIRST_LETTER, LAST_LETTER)
                .filter(font::has)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        try (PDDocument trial = new PDDocument()) {
            PDPage page = new PDPage();
            trial.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(trial, page)) {
                content.beginText();
                content.setFont(PDType0Font.load(trial, font.trueType(), true), 1);
                content.showText(letters);
                content.endText();
            }
            trial.save(OutputStream.nullOutputStream());
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
