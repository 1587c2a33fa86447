package dev.engram.reports.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.reports.DisplayWidth;
import dev.engram.reports.Golden;
import dev.engram.reports.SampleTraces;
import dev.engram.reports.plot.Heatmap;
import dev.engram.reports.plot.TraceHeatmap;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceResult;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalHeatmapTest {

    @Test
    void shades_are_drawn_as_looked_at() {
        Golden.assertMatches(
                "heatmap-3x4-ascii.txt",
                new TerminalHeatmap(TerminalStyle.ASCII, 80).render(hidden(SampleTraces.small())));
    }

    @Test
    void colours_are_drawn_as_looked_at() {
        Golden.assertMatches(
                "heatmap-3x4-256.txt",
                new TerminalHeatmap(TerminalStyle.COLOR_256, 80).render(hidden(SampleTraces.small())));
    }

    @Test
    void a_24_bit_cell_is_the_maps_colour_and_is_ended() {
        String drawn = new TerminalHeatmap(TerminalStyle.TRUE_COLOR, 80).render(hidden(SampleTraces.small()));

        assertThat(drawn).contains("\u001B[48;2;253;231;37m   \u001B[0m\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 48, 60, 80, 200})
    void no_line_is_wider_than_asked_for(int width) {
        TraceResult result = SampleTraces.uniform(Collections.nCopies(4, " 日本語のとても長いトークン"), 100, 0.5);

        String drawn = new TerminalHeatmap(TerminalStyle.ASCII, width).render(hidden(result));

        assertThat(drawn.lines()).allMatch(line -> DisplayWidth.of(line) <= Math.max(48, width));
    }

    @Test
    void layers_that_do_not_fit_continue_in_further_blocks() {
        TraceResult result = SampleTraces.uniform(List.of("a", "b"), 100, 0.9);

        List<String> lines = new TerminalHeatmap(TerminalStyle.ASCII, 64)
                .render(hidden(result))
                .lines()
                .toList();

        assertThat(lines.stream().filter(line -> line.startsWith("b   ")).toList())
                .containsExactly("b   " + "@".repeat(50), "b   " + "@".repeat(50));
        assertThat(lines.get(4)).startsWith("    50   55");
    }

    @Test
    void labels_end_in_the_same_column_whatever_their_script() {
        TraceResult result = SampleTraces.uniform(List.of("subject", "日本語", "\uD83D\uDE00", "e\u0301"), 3, 0.5);

        List<String> lines = new TerminalHeatmap(TerminalStyle.ASCII, 80)
                .render(hidden(result))
                .lines()
                .toList();

        assertThat(lines.subList(2, 6)).allMatch(line -> DisplayWidth.of(line) == 7 + 3 + 9);
        assertThat(lines.get(2)).startsWith("subject * ");
        assertThat(lines.get(3)).startsWith(" 日本語   ");
    }

    @Test
    void the_legend_goes_from_corrupted_to_highest_and_names_clean() {
        String drawn = new TerminalHeatmap(TerminalStyle.ASCII, 80)
                .render(TraceHeatmap.of(SampleTraces.small(), RestoredState.MLP));

        assertThat(drawn).contains("0.1000 corrupted [ .:-=+*#%@] 0.3500 highest\nP(·songs): 0.8000 clean\n");
    }

    @Test
    void without_colours_no_token_can_send_an_escape_sequence() {
        String drawn = new TerminalHeatmap(TerminalStyle.ASCII, 80).render(hidden(SampleTraces.hostile()));

        assertThat(drawn)
                .doesNotContainPattern("[\\x00-\\x09\\x0B-\\x1F\\x7F-\\x9F\u202A-\u202E\u2066-\u2069]")
                .contains("⟨1B⟩[31m");
    }

    @ParameterizedTest
    @EnumSource(TerminalStyle.class)
    void the_same_values_make_the_same_bytes(TerminalStyle style) {
        TerminalHeatmap terminal = new TerminalHeatmap(style, 80);

        assertThat(terminal.render(hidden(SampleTraces.hostile())))
                .isEqualTo(terminal.render(hidden(SampleTraces.hostile())));
    }

    private static Heatmap hidden(TraceResult result) {
        return TraceHeatmap.of(result, RestoredState.HIDDEN);
    }
}
