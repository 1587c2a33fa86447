package dev.engram.reports.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.reports.SampleTraces;
import dev.engram.tracing.RestoredState;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceHeatmapTest {

    @Test
    void the_scale_begins_at_the_corrupted_probability_and_ends_at_the_highest_cell() {
        ColorScale scale =
                TraceHeatmap.of(SampleTraces.small(), RestoredState.MLP).scale();

        assertThat(scale.floor()).isEqualTo(new ScaleMark("corrupted", 0.1));
        assertThat(scale.ceiling()).isEqualTo(new ScaleMark("highest", 0.35));
        assertThat(scale.marks()).containsExactly(new ScaleMark("clean", 0.8));
        assertThat(scale.title()).isEqualTo("P(·songs)");
    }

    @Test
    void a_grid_in_which_nothing_happens_is_not_stretched_over_all_colours() {
        ColorScale scale = TraceHeatmap.of(SampleTraces.uniform(List.of("a", "b"), 3, 0.1 + 1e-9), RestoredState.HIDDEN)
                .scale();

        assertThat(scale.high()).isCloseTo(0.108, within(1e-12));
        assertThat(scale.place(0.1 + 1e-9)).isLessThan(1e-6);
    }

    @Test
    void subject_tokens_are_the_marked_rows() {
        assertThat(TraceHeatmap.of(SampleTraces.small(), RestoredState.HIDDEN).rows())
                .extracting(HeatmapRow::marked)
                .containsExactly(true, true, false);
    }

    @Test
    void rows_are_tokens_and_columns_layers() {
        Heatmap heatmap = TraceHeatmap.of(SampleTraces.small(), RestoredState.HIDDEN);

        assertThat(heatmap.rows()).extracting(row -> row.label().plain()).containsExactly("Ann", "·Lee", "·sings");
        assertThat(heatmap.rows().get(1).values()).containsExactly(0.3, 0.5, 0.4, 0.1);
        assertThat(heatmap.columns().labels()).containsExactly("0", "1", "2", "3");
    }

    @Test
    void titles_say_what_was_restored() {
        assertThat(SampleTraces.small().grids().keySet())
                .extracting(kind -> TraceHeatmap.of(SampleTraces.small(), kind).title())
                .containsExactly(
                        "Restoring a single hidden state",
                        "Restoring MLP outputs in a window of 2 layers",
                        "Restoring attention outputs in a window of 2 layers");
    }

    @Test
    void a_kind_that_was_not_traced_is_refused_with_those_that_were() {
        assertThatThrownBy(() -> TraceHeatmap.of(SampleTraces.uniform(List.of("a"), 1, 0.5), RestoredState.MLP))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no mlp grid was traced");
    }
}
