package dev.engram.reports.plot;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A heatmap as a PNG of one pixel a cell, to be shown enlarged without smoothing: for lists of many heatmaps, where a drawing of each would weigh too
 * much. Colours are rounded to {@value #SHADES} of the scale; a hole is transparent.
 */
public final class HeatmapThumbnail {

    private static final int SHADES = 63;
    private static final int HOLE = SHADES;

    private HeatmapThumbnail() {}

    /** The bytes of the picture, as wide as the heatmap has columns and as high as it has rows. */
    public static byte[] png(Heatmap heatmap) {
        int width = heatmap.columns().count();
        int height = heatmap.rows().size();
        BufferedImage image =
                new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, palette(heatmap.scale()));
        WritableRaster raster = image.getRaster();
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                double value = heatmap.rows().get(row).values().get(column);
                int shade = Double.isNaN(value)
                        ? HOLE
                        : (int) Math.round(heatmap.scale().place(value) * (SHADES - 1));
                raster.setSample(column, row, 0, shade);
            }
        }
        return encoded(image);
    }

    private static IndexColorModel palette(ColorScale scale) {
        byte[] red = new byte[SHADES + 1];
        byte[] green = new byte[SHADES + 1];
        byte[] blue = new byte[SHADES + 1];
        for (int shade = 0; shade < SHADES; shade++) {
            Rgb color = scale.colors().at(shade / (SHADES - 1.0));
            red[shade] = (byte) color.red();
            green[shade] = (byte) color.green();
            blue[shade] = (byte) color.blue();
        }
        return new IndexColorModel(8, SHADES + 1, red, green, blue, HOLE);
    }

    private static byte[] encoded(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // ImageIO's own streams to byte arrays go through a file, unless a switch of the whole process says otherwise.
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(image);
        } catch (IOException e) {
            throw new UncheckedIOException("a picture in memory cannot be written", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
