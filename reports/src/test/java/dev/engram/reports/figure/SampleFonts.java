package dev.engram.reports.figure;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Font files to try. */
final class SampleFonts {

    private SampleFonts() {}

    /** Liberation Sans, which has Latin, Greek and Cyrillic letters. */
    static byte[] liberation() throws IOException {
        return read("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf");
    }

    /** DejaVu Serif in bold, whose letters are wide. */
    static byte[] wide() throws IOException {
        return read("/net/sf/jasperreports/fonts/dejavu/DejaVuSerif-Bold.ttf");
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream file = Objects.requireNonNull(SampleFonts.class.getResourceAsStream(resource))) {
            return file.readAllBytes();
        }
    }
}
