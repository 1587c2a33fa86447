package dev.engram.reports.figure;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The fonts that come with Engram's libraries. */
enum BundledFont {
    /** As wide as Arial, by which plots estimate how much room a text takes. */
    LIBERATION_SANS("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf"),
    DEJAVU_SANS_MONO("/net/sf/jasperreports/fonts/dejavu/DejaVuSansMono.ttf"),
    /** For characters that the others lack: signs, and letters of many scripts. */
    DEJAVU_SANS("/net/sf/jasperreports/fonts/dejavu/DejaVuSans.ttf");

    private static final List<BundledFont> PROPORTIONAL = List.of(LIBERATION_SANS, DEJAVU_SANS);
    private static final List<BundledFont> FIXED_WIDTH = List.of(DEJAVU_SANS_MONO, DEJAVU_SANS);

    private final String resource;

    BundledFont(String resource) {
        this.resource = resource;
    }

    /** Those that are asked for a character, one after the other. */
    static List<BundledFont> inOrder(boolean fixedWidth) {
        return fixedWidth ? FIXED_WIDTH : PROPORTIONAL;
    }

    FontFile open() throws IOException {
        try (InputStream file = BundledFont.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new FileNotFoundException("the font " + resource + " is not on the class path");
            }
            return FontFile.parse(file.readAllBytes());
        }
    }
}
