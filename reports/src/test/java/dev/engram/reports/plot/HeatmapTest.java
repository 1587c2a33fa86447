package dev.engram.reports.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.reports.VisibleText;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeatmapTest {

    private static final HeatmapColumns COLUMNS = HeatmapColumns.numbered("layer", "layer", 2);

    @Test
    void a_row_must_have_a_value_for_each_column() {
        HeatmapRow row = new HeatmapRow(VisibleText.ofToken(" a"), "position 0", false, List.of(0.1));

        assertThatThrownBy(() -> new Heatmap("t", List.of(row), "token", COLUMNS, ColorScaleTest.scale(0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("row '·a' has 1 values for 2 columns");
    }

    @Test
    void there_must_be_rows_and_columns() {
        assertThatThrownBy(() -> new Heatmap("t", List.of(), "token", COLUMNS, ColorScaleTest.scale(0, 1)))
                .hasMessage("a heatmap without rows");
        assertThatThrownBy(() -> HeatmapColumns.numbered("layer", "layer", 0)).hasMessage("a heatmap without columns");
    }

    @Test
    void ticks_go_by_ones_twos_fives_and_tens() {
        HeatmapColumns columns = HeatmapColumns.numbered("layer", "layer", 12);

        assertThat(columns.ticks(1)).hasSize(12);
        assertThat(columns.ticks(1.2)).containsExactly(0, 2, 4, 6, 8, 10);
        assertThat(columns.ticks(3)).containsExactly(0, 5, 10);
        assertThat(columns.ticks(7)).containsExactly(0, 10);
        assertThat(columns.ticks(1000)).containsExactly(0);
    }
}
