package dev.engram.reports.figure;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** A figure as PNG, on white: its PDF in pixels. Letters are drawn as outlines, so no font of the machine is asked for. */
public final class PngFigure {

    private static final String PNG_METADATA = "javax_imageio_png_1.0";
    private static final double METERS_OF_AN_INCH = 0.0254;
    private static final int POINTS_OF_AN_INCH = 72;
    private static final int MOST_PIXELS = 100_000_000;

    private PngFigure() {}

    /**
     * The file of a figure.
     *
     * @param pdf as {@link PdfFigure} makes it
     * @param dpi pixels to the inch, which the file says too
     * @throws IllegalArgumentException if that would be more than a hundred million pixels
     */
    public static byte[] of(byte[] pdf, int dpi) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDRectangle size = document.getPage(0).getMediaBox();
            double inches = (double) size.getWidth() * size.getHeight() / (POINTS_OF_AN_INCH * POINTS_OF_AN_INCH);
            if (inches * dpi * dpi > MOST_PIXELS) {
                throw new IllegalArgumentException("a figure of " + size.getWidth() + " x " + size.getHeight()
                        + " points at " + dpi + " pixels to the inch has over " + MOST_PIXELS
                        + " pixels; lower --dpi or --width");
            }
            return encode(new PDFRenderer(document).renderImageWithDPI(0, dpi, ImageType.RGB), dpi);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] encode(BufferedImage image, int dpi) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(file)) {
            writer.setOutput(stream);
            IIOMetadata metadata = writer.getDefaultImageMetadata(
                    ImageTypeSpecifier.createFromRenderedImage(image), writer.getDefaultWriteParam());
            metadata.mergeTree(PNG_METADATA, resolution(dpi));
            writer.write(new IIOImage(image, null, metadata));
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }

    private static IIOMetadataNode resolution(int dpi) {
        String perMeter = Long.toString(Math.round(dpi / METERS_OF_AN_INCH));
        IIOMetadataNode size = new IIOMetadataNode("pHYs");
        size.setAttribute("pixelsPerUnitXAxis", perMeter);
        size.setAttribute("pixelsPerUnitYAxis", perMeter);
        size.setAttribute("unitSpecifier", "meter");
        IIOMetadataNode root = new IIOMetadataNode(PNG_METADATA);
        root.appendChild(size);
        return root;
    }
}
