package dev.engram.reports.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.reports.Golden;
import dev.engram.reports.SampleTraces;
import dev.engram.reports.Xml;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TokenRole;
import dev.engram.tracing.summary.AverageEffects;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlotThemeTest {

    private static final AverageEffects MLP =
            AverageEffects.of(List.of(SampleTraces.small(), SampleTraces.longer()), RestoredState.MLP);

    @Test
    void a_trace_in_the_look_of_the_paper_is_as_looked_at() {
        Golden.assertMatches(
                "heatmap-3x4-paper.svg",
                HeatmapSvg.standalone(TraceHeatmap.of(SampleTraces.small(), RestoredState.HIDDEN, PlotTheme.PAPER)));
    }

    @Test
    void averages_in_the_look_of_the_paper_are_as_looked_at() {
        Golden.assertMatches(
                "average-heatmap-2-paper.svg", HeatmapSvg.standalone(AverageHeatmap.of(MLP, PlotTheme.PAPER)));
        Golden.assertMatches("average-lines-2-paper.svg", LinePlotSvg.inline(AveragePlot.of(MLP, PlotTheme.PAPER)));
    }

    @Test
    void the_three_kinds_of_the_paper_are_purple_green_and_red() {
        assertThat(PlotTheme.PAPER.colors(RestoredState.HIDDEN)).isEqualTo(ColorMap.PURPLES);
        assertThat(PlotTheme.PAPER.colors(RestoredState.MLP)).isEqualTo(ColorMap.GREENS);
        assertThat(PlotTheme.PAPER.colors(RestoredState.ATTENTION)).isEqualTo(ColorMap.REDS);
    }

    @Test
    void what_is_severed_has_the_colour_of_what_severs_it() {
        assertThat(PlotTheme.PAPER.colors(RestoredState.SEVERED_MLP)).isEqualTo(ColorMap.GREENS);
        assertThat(PlotTheme.PAPER.colors(RestoredState.SEVERED_ATTENTION)).isEqualTo(ColorMap.REDS);
    }

    @ParameterizedTest
    @EnumSource
    void no_two_roles_have_lines_of_one_colour(PlotTheme theme) {
        assertThat(Arrays.stream(TokenRole.values()).map(theme::color)).doesNotHaveDuplicates();
    }

    @Test
    void pale_cells_have_a_frame_and_others_have_none() {
        assertThat(frames(PlotTheme.PAPER)).isEqualTo(2);
        assertThat(frames(PlotTheme.SCREEN)).isZero();
    }

    private static long frames(PlotTheme theme) {
        return Xml.elements(Xml.parse(HeatmapSvg.standalone(AverageHeatmap.of(MLP, theme))), "path").stream()
                .filter(path -> path.getAttribute("d").endsWith("Z"))
                .count();
    }
}
