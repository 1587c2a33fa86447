package dev.engram.reports.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisualOrderTest {

    @Test
    void text_from_left_to_right_stays() {
        assertThat(VisualOrder.of("The (Eiffel) Tower, 東京 é 😀")).isEqualTo("The (Eiffel) Tower, 東京 é 😀");
    }

    @Test
    void letters_from_right_to_left_are_turned_around() {
        assertThat(VisualOrder.of("שלום")).isEqualTo("םולש");
        assertThat(VisualOrder.of("see שלום now")).isEqualTo("see םולש now");
    }

    @Test
    void numbers_among_them_stay() {
        assertThat(VisualOrder.of("אב 12 גד")).isEqualTo("דג 12 בא");
    }

    @Test
    void marks_stay_on_their_letters() {
        assertThat(VisualOrder.of("שָב")).isEqualTo("בשָ");
    }

    @Test
    void brackets_are_mirrored() {
        assertThat(VisualOrder.of("א(ב)ג")).isEqualTo("ג(ב)א");
        assertThat(VisualOrder.of("א[ב")).isEqualTo("ב]א");
    }
}
