package dev.engram.reports.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    private static final List<Column> TWO = List.of(Column.text("a", "a"), Column.count("b", "b"));

    @Test
    void a_row_that_is_too_short_is_refused() {
        assertThatThrownBy(() -> new Table("t", TWO, List.of(List.of(Cell.of("x")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a row of 1 cells for 2 columns");
    }

    @Test
    void a_cell_of_another_kind_is_refused() {
        assertThatThrownBy(() -> new Table("t", TWO, List.of(List.of(Cell.of("x"), Cell.of(1.5)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the column b holds COUNT");
    }

    @Test
    void a_table_without_columns_is_refused() {
        assertThatThrownBy(() -> new Table("t", List.of(), List.of())).hasMessageContaining("no columns");
    }

    @Test
    void numbers_that_are_none_are_refused() {
        assertThatThrownBy(() -> Cell.of(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> Cell.of(Double.POSITIVE_INFINITY)).hasMessageContaining("Infinity");
    }

    @Test
    void a_token_shows_its_space_and_keeps_it() {
        assertThat(Cell.token(" Paris").shown()).isEqualTo("·Paris");
        assertThat(Cell.token(" Paris").fields()).containsExactly(" Paris");
    }

    @Test
    void halves_of_characters_become_whole_ones() {
        assertThat(Cell.token("a\uD83Db\uDE00").fields()).containsExactly("a\uFFFDb\uFFFD");
        assertThat(Cell.token("\uD83D\uDE00").fields()).containsExactly("\uD83D\uDE00");
    }
}
