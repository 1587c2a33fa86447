package dev.engram.reports.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColorMapTest {

    static Stream<ColorMap> maps() {
        return Stream.of(ColorMap.VIRIDIS, ColorMap.CIVIDIS);
    }

    static Stream<ColorMap> mapsOfThePaper() {
        return Stream.of(ColorMap.PURPLES, ColorMap.GREENS, ColorMap.REDS);
    }

    @Test
    void the_ends_are_those_of_the_published_maps() {
        assertThat(ColorMap.VIRIDIS.at(0).hex()).isEqualTo("#440154");
        assertThat(ColorMap.VIRIDIS.at(1).hex()).isEqualTo("#fde725");
        assertThat(ColorMap.CIVIDIS.at(0).hex()).isEqualTo("#00224e");
        assertThat(ColorMap.CIVIDIS.at(1).hex()).isEqualTo("#fee838");
        assertThat(ColorMap.PURPLES.at(0).hex()).isEqualTo("#fcfbfd");
        assertThat(ColorMap.PURPLES.at(1).hex()).isEqualTo("#3f007d");
        assertThat(ColorMap.GREENS.at(0).hex()).isEqualTo("#f7fcf5");
        assertThat(ColorMap.GREENS.at(1).hex()).isEqualTo("#00441b");
        assertThat(ColorMap.REDS.at(0).hex()).isEqualTo("#fff5f0");
        assertThat(ColorMap.REDS.at(1).hex()).isEqualTo("#67000d");
    }

    @Test
    void a_place_between_two_control_points_is_their_mean() {
        ColorMap map = new ColorMap("grey", List.of(new Rgb(0, 0, 0), new Rgb(100, 200, 50)));

        assertThat(map.at(0.5)).isEqualTo(new Rgb(50, 100, 25));
    }

    @ParameterizedTest
    @MethodSource("maps")
    void maps_grow_lighter_from_end_to_end(ColorMap map) {
        assertThat(lightness(map)).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("mapsOfThePaper")
    void maps_of_the_paper_grow_darker_from_nearly_white(ColorMap map) {
        assertThat(lightness(map))
                .isSortedAccordingTo(Comparator.reverseOrder())
                .doesNotHaveDuplicates();
        assertThat(map.beginsWhite()).isTrue();
        assertThat(maps()).noneMatch(ColorMap::beginsWhite);
    }

    private static List<Double> lightness(ColorMap map) {
        return IntStream.rangeClosed(0, 32)
                .mapToObj(i -> map.at(i / 32.0))
                .map(color ->
                        0.2126 * linear(color.red()) + 0.7152 * linear(color.green()) + 0.0722 * linear(color.blue()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
    void a_place_outside_is_refused(double place) {
        assertThatThrownBy(() -> ColorMap.VIRIDIS.at(place))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("place " + place);
    }

    @Test
    void one_colour_is_no_map() {
        assertThatThrownBy(() -> ColorMap.parse("one", "440154")).hasMessageContaining("1 colours");
    }

    private static double linear(int value) {
        return Math.pow(value / 255.0, 2.2);
    }
}
