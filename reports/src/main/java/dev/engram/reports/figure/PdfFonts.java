package dev.engram.reports.figure;

import dev.engram.reports.figure.Mark.Lettering;
import java.io.Closeable;
import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The fonts of one document, each embedded with the characters that are used of it. A character comes from the first font that has it; one that none
 * has is shown as a box.
 */
final class PdfFonts implements Closeable {

    private static final int BOX = 0x25A1;

    private final PDDocument document;
    private final Optional<FigureFont> own;
    private final Map<String, Font> opened = new LinkedHashMap<>();

    /**
     * The fonts of a document.
     *
     * @param own comes before all others
     */
    PdfFonts(PDDocument document, Optional<FigureFont> own) {
        this.document = document;
        this.own = own;
    }

    private record Font(FontFile file, PDType0Font embedded) {}

    /**
     * A piece of a text that one font shows.
     *
     * @param width for letters of size 1
     */
    record Piece(PDType0Font font, String text, double width) {}

    /** The pieces of a text, from left to right. */
    List<Piece> pieces(String text, Lettering lettering) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        Optional<Font> current = Optional.empty();
        String inOrder = VisualOrder.of(Normalizer.normalize(text, Normalizer.Form.NFC));
        for (int written : inOrder.codePoints().toArray()) {
            Optional<Font> having =
                    current.filter(before -> isMark(written) && before.file().has(written));
            if (having.isEmpty()) {
                having = find(written, lettering);
            }
            Font font = having.isPresent() ? having.get() : find(BOX, lettering).orElseThrow();
            if (current.isPresent() && !current.get().equals(font)) {
                pieces.add(piece(current.get(), run));
            }
            current = Optional.of(font);
            run.appendCodePoint(having.isPresent() ? written : BOX);
        }
        if (current.isPresent()) {
            pieces.add(piece(current.get(), run));
        }
        return pieces;
    }

    private static Piece piece(Font font, StringBuilder run) throws IOException {
        String text = run.toString();
        run.setLength(0);
        return new Piece(font.embedded(), text, font.embedded().getStringWidth(text) / 1000);
    }

    /** Whether it is drawn over the character before it, which takes a place that only the same font knows. */
    private static boolean isMark(int codePoint) {
        return Character.getType(codePoint) == Character.NON_SPACING_MARK;
    }

    private Optional<Font> find(int codePoint, Lettering lettering) throws IOException {
        if (own.isPresent()) {
            Font font = open("", own.get()::open);
            if (font.file().has(codePoint)) {
                return Optional.of(font);
            }
        }
        for (BundledFont bundled : BundledFont.inOrder(lettering.fixedWidth())) {
            Font font = open(bundled.name(), bundled::open);
            if (font.file().has(codePoint)) {
                return Optional.of(font);
            }
        }
        return Optional.empty();
    }

    /** Opens a font file. */
    private interface Opener {
        FontFile open() throws IOException;
    }

    private Font open(String name, Opener opener) throws IOException {
        Font font = opened.get(name);
        if (font == null) {
            FontFile file = opener.open();
            font = new Font(file, PDType0Font.load(document, file.trueType(), true));
            opened.put(name, font);
        }
        return font;
    }

    @Override
    public void close() throws IOException {
        for (Font font : opened.values()) {
            font.file().close();
        }
    }
}
