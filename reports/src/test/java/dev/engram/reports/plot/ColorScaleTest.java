package dev.engram.reports.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColorScaleTest {

    @Test
    void values_lie_evenly_between_floor_and_ceiling() {
        ColorScale scale = scale(0.25, 0.75);

        assertThat(scale.place(0.25)).isZero();
        assertThat(scale.place(0.5)).isEqualTo(0.5);
        assertThat(scale.place(0.75)).isEqualTo(1);
    }

    @Test
    void values_outside_get_the_nearer_ends_colour() {
        ColorScale scale = scale(0.2, 0.6);

        assertThat(scale.color(0.1)).isEqualTo(scale.colors().at(0));
        assertThat(scale.color(0.9)).isEqualTo(scale.colors().at(1));
    }

    @Test
    void a_scale_without_extent_has_one_colour() {
        ColorScale scale = scale(0.2, 0.2);

        assertThat(scale.color(0.2))
                .isEqualTo(scale.color(0.7))
                .isEqualTo(scale.colors().at(0));
    }

    @Test
    void marks_outside_are_left_out() {
        assertThat(scale(0.2, 0.6, new ScaleMark("a", 0.1), new ScaleMark("b", 0.6))
                        .marksInRange())
                .extracting(ScaleMark::name)
                .containsExactly("b");
    }

    @Test
    void a_scale_upside_down_is_refused() {
        assertThatThrownBy(() -> scale(0.6, 0.2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 0.6 up to 0.2");
    }

    @Test
    void an_end_that_is_no_number_is_refused() {
        assertThatThrownBy(() -> scale(Double.NaN, 1)).hasMessageContaining("NaN");
    }

    static ColorScale scale(double low, double high, ScaleMark... marks) {
        return new ColorScale(
                ColorMap.VIRIDIS, "P", new ScaleMark("floor", low), new ScaleMark("top", high), List.of(marks));
    }
}
