package dev.engram.reports.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.reports.plot.Rgb;
import org.junit.jupiter.api.Test;

class XtermPaletteTest {

    @Test
    void colours_of_the_palette_are_their_own_nearest() {
        for (int number = 16; number < 256; number++) {
            Rgb color = XtermPalette.color(number);
            assertThat(XtermPalette.color(XtermPalette.nearest(color))).isEqualTo(color);
        }
    }

    @Test
    void corners_of_the_cube_and_greys_have_their_numbers() {
        assertThat(XtermPalette.color(16)).isEqualTo(new Rgb(0, 0, 0));
        assertThat(XtermPalette.color(196)).isEqualTo(new Rgb(255, 0, 0));
        assertThat(XtermPalette.color(231)).isEqualTo(new Rgb(255, 255, 255));
        assertThat(XtermPalette.color(244)).isEqualTo(new Rgb(128, 128, 128));
    }
}
