package dev.engram.reports.figure;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Font files to try. */
final class SampleFonts {

    private SampleFonts() {}

    /** Liberation Sans, which has Latin, Greek and Cyrillic letters. */
    static byte[] liberation() throws IOException {
        try (InputStream file = Objects.requireNonNull(
                SampleFonts.class.getResourceAsStream("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf"))) {
            return file.readAllBytes();
        }
    }
}
