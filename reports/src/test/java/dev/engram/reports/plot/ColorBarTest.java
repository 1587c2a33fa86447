package dev.engram.reports.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColorBarTest {

    @Test
    void ticks_are_the_ends_the_marks_and_round_values_between() {
        assertThat(texts(ColorScaleTest.scale(0.05, 0.85, new ScaleMark("clean", 0.5))))
                .containsExactly("0.0500 floor", "0.2", "0.4", "0.5000 clean", "0.6", "0.8500 top");
    }

    @Test
    void a_mark_at_the_ceiling_stands_for_it() {
        assertThat(texts(ColorScaleTest.scale(0, 1, new ScaleMark("clean", 1))))
                .contains("1.0000 clean")
                .doesNotContain("1.0000 top");
    }

    @Test
    void a_mark_outside_of_the_scale_has_no_tick() {
        assertThat(texts(ColorScaleTest.scale(0, 0.1, new ScaleMark("clean", 0.5))))
                .noneMatch(text -> text.contains("clean"));
    }

    @Test
    void labels_keep_apart_even_where_marks_are_close() {
        ColorBar bar =
                new ColorBar(ColorScaleTest.scale(0, 1, new ScaleMark("a", 0.001), new ScaleMark("b", 0.002)), 120);

        List<ColorBar.Tick> ticks = bar.ticks();

        for (int i = 1; i < ticks.size(); i++) {
            assertThat(ticks.get(i - 1).labelY() - ticks.get(i).labelY()).isGreaterThanOrEqualTo(14);
        }
    }

    @Test
    void a_scale_without_extent_has_its_floor_alone() {
        assertThat(texts(ColorScaleTest.scale(0.3, 0.3))).containsExactly("0.3000 floor");
    }

    @Test
    void ends_a_rounding_apart_have_no_round_values_between() {
        assertThat(texts(ColorScaleTest.scale(0.5, Math.nextUp(0.5)))).containsExactly("0.5000 floor", "0.5000 top");
    }

    @Test
    void small_values_are_written_with_powers_of_ten() {
        assertThat(texts(ColorScaleTest.scale(0, 1e-5))).contains("4.0e-6");
    }

    private static List<String> texts(ColorScale scale) {
        return new ColorBar(scale, 120)
                .ticks().stream().map(ColorBar.Tick::text).toList();
    }
}
