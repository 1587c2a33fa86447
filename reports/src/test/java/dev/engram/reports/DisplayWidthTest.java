package dev.engram.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayWidthTest {

    @ParameterizedTest
    @CsvSource({
        "abc, 3",
        "'', 0",
        "日本, 4",
        "한국, 4",
        "ｆｕ, 4",
        "\uD83D\uDE00, 2",
        "e\u0301, 1",
        "…·↵⇥⟨⟩, 6",
        "שלום, 4",
        "\uD840\uDC00, 2"
    })
    void columns_are_those_of_a_terminal(String text, int columns) {
        assertThat(DisplayWidth.of(text)).isEqualTo(columns);
    }
}
