package dev.engram.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.models.text.TokenSpan;
import dev.engram.tracing.TraceGrid;
import org.junit.jupiter.api.Test;

class GridPeakTest {

    private static final TraceGrid GRID = TraceGrid.of(3, 2, new double[] {0.1, 0.2, 0.4, 0.4, 0.5, 0.3});

    @Test
    void the_peak_is_the_highest_cell() {
        assertThat(GridPeak.in(GRID)).isEqualTo(new GridPeak(2, 0, 0.5));
    }

    @Test
    void of_equal_cells_the_first_is_named() {
        assertThat(GridPeak.in(GRID, new TokenSpan(0, 2))).isEqualTo(new GridPeak(1, 0, 0.4));
    }
}
