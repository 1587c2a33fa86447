package dev.engram.reports.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.reports.SampleTraces;
import dev.engram.reports.VisibleText;
import dev.engram.tracing.RestoredState;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class HeatmapThumbnailTest {

    /** Half a step between two of the 63 shades, over any channel of viridis, and rounding. */
    private static final int SHADE = 4;

    @Test
    void each_cell_is_a_pixel_in_nearly_the_colour_of_its_scale() throws IOException {
        Heatmap heatmap = TraceHeatmap.of(SampleTraces.small(), RestoredState.HIDDEN);
        BufferedImage image = read(heatmap);

        assertThat(image.getWidth()).isEqualTo(4);
        assertThat(image.getHeight()).isEqualTo(3);
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 4; column++) {
                Rgb wanted =
                        heatmap.scale().color(heatmap.rows().get(row).values().get(column));
                int pixel = image.getRGB(column, row);
                assertThat(pixel >> 16 & 0xFF).isBetween(wanted.red() - SHADE, wanted.red() + SHADE);
                assertThat(pixel >> 8 & 0xFF).isBetween(wanted.green() - SHADE, wanted.green() + SHADE);
                assertThat(pixel & 0xFF).isBetween(wanted.blue() - SHADE, wanted.blue() + SHADE);
            }
        }
    }

    @Test
    void a_hole_is_transparent() throws IOException {
        ColorScale scale =
                new ColorScale(ColorMap.VIRIDIS, "p", new ScaleMark("low", 0), new ScaleMark("high", 1), List.of());
        Heatmap heatmap = new Heatmap(
                "t",
                List.of(new HeatmapRow(VisibleText.ofToken("a"), "", false, List.of(Double.NaN, 1.0))),
                "rows",
                HeatmapColumns.numbered("layer", "layer", 2),
                scale);

        BufferedImage image = read(heatmap);

        assertThat(image.getRGB(0, 0) >>> 24).isZero();
        assertThat(image.getRGB(1, 0) >>> 24).isEqualTo(0xFF);
    }

    private static BufferedImage read(Heatmap heatmap) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(HeatmapThumbnail.png(heatmap)));
    }
}
