package dev.engram.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.tensor.IndexRange;
import org.junit.jupiter.api.Test;

class RestoreWindowTest {

    @Test
    void ten_layers_by_the_code_are_five_below_and_four_above() {
        RestoreWindow window = new RestoreWindow(10, RestoreWindow.Convention.CODE);

        assertThat(window.around(20, 48)).isEqualTo(new IndexRange(15, 25));
    }

    @Test
    void ten_layers_by_the_paper_are_four_below_and_five_above() {
        RestoreWindow window = new RestoreWindow(10, RestoreWindow.Convention.PAPER);

        assertThat(window.around(20, 48)).isEqualTo(new IndexRange(16, 26));
    }

    @Test
    void an_odd_window_is_symmetric_in_both() {
        for (RestoreWindow.Convention convention : RestoreWindow.Convention.values()) {
            assertThat(new RestoreWindow(3, convention).around(5, 12)).isEqualTo(new IndexRange(4, 7));
            assertThat(new RestoreWindow(1, convention).around(5, 12)).isEqualTo(new IndexRange(5, 6));
        }
    }

    @Test
    void a_window_is_cut_at_the_first_and_last_layer() {
        RestoreWindow window = new RestoreWindow(10, RestoreWindow.Convention.CODE);

        assertThat(window.around(0, 12)).isEqualTo(new IndexRange(0, 5));
        assertThat(window.around(11, 12)).isEqualTo(new IndexRange(6, 12));
        assertThat(window.around(1, 3)).isEqualTo(new IndexRange(0, 3));
    }

    @Test
    void an_empty_window_is_refused() {
        assertThatThrownBy(() -> new RestoreWindow(0, RestoreWindow.Convention.CODE))
                .hasMessageContaining("window of 0 layers");
    }
}
