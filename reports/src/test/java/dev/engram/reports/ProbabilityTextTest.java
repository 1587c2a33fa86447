package dev.engram.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbabilityTextTest {

    @ParameterizedTest
    @CsvSource({
        "0.73906, 0.7391",
        "1, 1.0000",
        "0, 0",
        "0.001, 0.0010",
        "0.00095, 0.0010",
        "0.00094, 9.4e-4",
        "1.234e-12, 1.2e-12",
        "NaN, absent"
    })
    void probabilities_show_two_digits_at_least(double probability, String text) {
        assertThat(ProbabilityText.of(probability)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.25, +0.2500", "-0.25, −0.2500", "0, 0", "-1e-6, −1.0e-6"})
    void effects_have_a_sign(double difference, String text) {
        assertThat(ProbabilityText.effect(difference)).isEqualTo(text);
    }

    @Test
    void the_machines_language_changes_nothing() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(ProbabilityText.of(0.5)).isEqualTo("0.5000");
        } finally {
            Locale.setDefault(before);
        }
    }
}
