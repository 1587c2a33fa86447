package dev.engram.reports.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.reports.plot.PlotTheme;
import dev.engram.testing.SeededCases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FigureFontTest {

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(20);
    }

    @Test
    void a_font_says_its_family() throws IOException {
        assertThat(FigureFont.of(SampleFonts.liberation()).family()).isEqualTo("Liberation Sans");
    }

    @Test
    void later_changes_to_the_bytes_change_nothing() throws IOException {
        byte[] file = SampleFonts.liberation();
        FigureFont font = FigureFont.of(file);
        Arrays.fill(file, (byte) 0);

        try (FontFile open = font.open()) {
            assertThat(open.has('a')).isTrue();
        }
    }

    @Test
    void what_is_no_font_is_refused() {
        assertThatThrownBy(() -> FigureFont.of(new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("this is no TrueType font that can be embedded: ");
        assertThatThrownBy(() -> FigureFont.of("a text of some length".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_damaged_font_is_refused_or_usable(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] file = SampleFonts.liberation();
        byte[] damaged = Arrays.copyOf(file, random.nextBoolean() ? file.length : 1 + random.nextInt(file.length));
        for (int i = random.nextInt(200); i > 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }

        FigureFont font;
        try {
            font = FigureFont.of(damaged);
        } catch (IllegalArgumentException e) {
            assertThat(e).as("seed %d", seed).hasMessageContaining("TrueType");
            return;
        }
        FigureStyle style = new FigureStyle(Optional.empty(), Optional.of(font), 96);
        assertThat(PdfFigure.of(SamplePlots.trace(PlotTheme.SCREEN), style))
                .as("seed %d", seed)
                .isNotEmpty();
    }
}
