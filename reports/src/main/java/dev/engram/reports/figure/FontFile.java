package dev.engram.reports.figure;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.NamingTable;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** An open font file. It is read until the document that it is embedded in is saved; whoever opened it closes it. */
record FontFile(TrueTypeFont trueType, CmapLookup characters) implements Closeable {

    /**
     * Opens a font.
     *
     * @param file not modified, and kept until this is closed
     */
    static FontFile parse(byte[] file) throws IOException {
        TrueTypeFont font = new TTFParser(true).parse(new RandomAccessReadBuffer(file));
        font.setEnableGsub(false); // ligatures would be found as one character
        return new FontFile(font, font.getUnicodeCmapLookup());
    }

    boolean has(int codePoint) {
        return characters.getGlyphId(codePoint) > 0;
    }

    String family() throws IOException {
        return Optional.ofNullable(trueType.getNaming())
                .map(NamingTable::getFontFamily)
                .orElse("sans-serif");
    }

    @Override
    public void close() throws IOException {
        trueType.close();
    }
}
