package dev.engram.reports.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LengthTest {

    @ParameterizedTest
    @CsvSource({"2.54cm, 72", "25.4mm, 72", "1in, 72", "96px, 72", "10pt, 10", "' 5.5 IN ', 396"})
    void lengths_are_those_of_css(String text, double points) {
        assertThat(Length.parse(text).points()).isCloseTo(points, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "14", "cm", "14 parsecs", "-3cm", "1e3cm", "NaNcm", "14cm wide", "1,5cm", "0.1234567cm"})
    void what_is_no_length_is_refused(String text) {
        assertThatThrownBy(() -> Length.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is no length")
                .hasMessageContaining("14cm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0cm", "0.0px", "6m m", "201in", "999999cm"})
    void lengths_that_no_page_has_are_refused(String text) {
        assertThatThrownBy(() -> Length.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void it_is_written_as_it_is_read() {
        assertThat(Length.parse("14.50cm")).hasToString("14.5cm");
        assertThat(Length.parse("1in").times(1 / 3.0)).hasToString("0.3333in");
        assertThat(Length.parse("300px")).hasToString("300px");
    }
}
