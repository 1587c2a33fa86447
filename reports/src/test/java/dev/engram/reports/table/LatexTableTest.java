package dev.engram.reports.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatexTableTest {

    @Test
    void it_has_the_rules_of_booktabs() {
        assertThat(LatexTable.of(SampleTables.small())).isEqualTo("""
                % what & how; needs \\usepackage{booktabs}
                \\begin{tabular}{lrrr}
                \\toprule
                token & best layer & value & effect \\\\
                \\midrule
                ·a\\textbar{}b & 3 & $-$0.3333 & 0.2500 ($-$0.1250 to 0.5000) \\\\
                 & – & – & 1.0e-7 \\\\
                 & 0 & 0 & – \\\\
                \\bottomrule
                \\end{tabular}
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "&%$#_{}, \\&\\%\\$\\#\\_\\{\\}",
        "~, \\textasciitilde{}",
        "^, \\textasciicircum{}",
        "\\, \\textbackslash{}",
        "<|>, \\textless{}\\textbar{}\\textgreater{}",
        "\\input{x}, \\textbackslash{}input\\{x\\}",
        "a--b, a-{}-b",
        "---, -{}-{}-",
        "?`, ?{}`",
        "'[a]', {}[a]",
        "*a, {}*a",
        "Zürich 日本, Zürich 日本"
    })
    void what_means_something_is_escaped(String text, String escaped) {
        assertThat(LatexTable.of(SampleTables.of(text))).contains("\n" + escaped + " \\\\\n");
    }

    @Test
    void a_text_of_several_lines_is_one_row() {
        assertThat(LatexTable.of(SampleTables.of("a\r\nb"))).contains("\na⟨0D⟩↵b \\\\\n");
    }

    @Test
    void a_title_of_several_lines_stays_a_comment() {
        Table table = new Table(
                "a\n\\evil",
                SampleTables.small().columns(),
                SampleTables.small().rows());

        assertThat(LatexTable.of(table)).startsWith("% a \\evil; needs");
    }
}
