package dev.engram.reports.figure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.util.Matrix;

/**
 * A plot as PDF: one page as large as the figure, of lines and of text that can be found and copied. Fonts are embedded. The same plot and style make
 * the same bytes: there is no date in it.
 */
public final class PdfFigure {

    private static final double POINTS_OF_A_PIXEL = 0.75;

    private PdfFigure() {}

    /**
     * The file of a plot.
     *
     * @param svg as plots write it
     * @throws IllegalArgumentException if the SVG has anything that figures do not draw
     */
    public static byte[] of(String svg, FigureStyle style) {
        Drawing drawing = SvgReader.read(svg);
        double scale = style.width().map(Length::points).orElse(POINTS_OF_A_PIXEL * drawing.width()) / drawing.width();
        try (PDDocument document = new PDDocument();
                PdfFonts fonts = new PdfFonts(document, style.font())) {
            document.setDocumentId(0L); // by default it is made of the time
            document.getDocumentInformation().setTitle(drawing.title());
            PDPage page =
                    new PDPage(new PDRectangle((float) (scale * drawing.width()), (float) (scale * drawing.height())));
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.transform(Matrix.getScaleInstance((float) scale, (float) scale));
                content.setMiterLimit(4); // SVG's
                new PdfPage(content, fonts, drawing).draw();
            }
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            document.save(
                    file, CompressParameters.NO_COMPRESSION); // of objects: older LaTeX reads PDF 1.4 and 1.5 alone
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
