package dev.engram.reports.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTableTest {

    @Test
    void numbers_are_flush_right_and_rounded() {
        assertThat(MarkdownTable.of(SampleTables.small())).isEqualTo("""
                what \\& how

                | token | best layer | value | effect |
                | :--- | ---: | ---: | ---: |
                | ·a\\|b | 3 | −0.3333 | 0.2500 (−0.1250 to 0.5000) |
                |  | – | – | 1.0e-7 |
                |  | 0 | 0 | – |
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "a|b, a\\|b",
        "*a*, \\*a\\*",
        "<b>, \\<b\\>",
        "`a`, \\`a\\`",
        "a_b, a\\_b",
        "[a](b), \\[a\\](b)",
        "a\\, a\\\\",
        "$x$, \\$x\\$"
    })
    void what_means_something_is_escaped(String text, String escaped) {
        assertThat(MarkdownTable.of(SampleTables.of(text))).contains("| " + escaped + " |\n");
    }

    @Test
    void a_text_of_several_lines_is_one_row() {
        assertThat(MarkdownTable.of(SampleTables.of("a\nb")).lines()).hasSize(5).contains("| a↵b |");
    }
}
