package dev.engram.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.reports.VisibleText.Piece;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleTextTest {

    @Test
    void a_tokens_space_is_a_symbol_and_its_letters_are_not() {
        assertThat(VisibleText.ofToken(" Tower").pieces())
                .containsExactly(new Piece("·", true), new Piece("Tower", false));
    }

    @Test
    void a_real_middle_dot_is_no_symbol() {
        assertThat(VisibleText.ofToken("·").pieces()).containsExactly(new Piece("·", false));
    }

    @ParameterizedTest
    @CsvSource({
        "'\n', ↵",
        "'\t', ⇥",
        "'\r', ⟨0D⟩",
        "'\u001B[0m', ⟨1B⟩[0m",
        "'\u007F', ⟨7F⟩",
        "'\u009B', ⟨9B⟩",
        "'\u202Ea', ⟨202E⟩a",
        "'\u200D', ⟨200D⟩",
        "'\u00A0', ⟨A0⟩",
        "'\u2028', ⟨2028⟩",
        "'\u0301', ◌\u0301",
    })
    void what_has_no_shape_gets_one(String token, String shown) {
        assertThat(VisibleText.ofToken(token).plain()).isEqualTo(shown);
    }

    @Test
    void halves_of_characters_and_noncharacters_are_replaced() {
        assertThat(VisibleText.ofToken("a\uD83Db\uDE00c\uFFFEd\uFFFF").plain())
                .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFD");
    }

    @Test
    void whole_characters_outside_of_the_basic_plane_stay() {
        assertThat(VisibleText.ofToken("\uD83D\uDE00").pieces()).containsExactly(new Piece("\uD83D\uDE00", false));
    }

    @Test
    void a_line_keeps_its_spaces_and_shows_its_line_ends() {
        assertThat(VisibleText.line("a b\nc")).isEqualTo("a b↵c");
    }

    @Test
    void lines_keep_their_ends_after_the_symbol() {
        assertThat(VisibleText.ofLines("a\nb").plain()).isEqualTo("a↵\nb");
    }

    @Test
    void a_text_that_fits_is_not_shortened() {
        VisibleText text = VisibleText.ofToken(" Tower");

        assertThat(text.shortened(6)).isEqualTo(text);
    }

    @Test
    void a_long_text_ends_with_an_ellipsis_within_its_columns() {
        assertThat(VisibleText.ofToken("x".repeat(500)).shortened(10).plain()).isEqualTo("xxxxxxxxx…");
        assertThat(VisibleText.ofToken("日本語日本語").shortened(6).plain()).isEqualTo("日本…");
    }

    @Test
    void a_character_of_two_halves_is_not_cut() {
        assertThat(VisibleText.ofToken("\uD83D\uDE00".repeat(3)).shortened(4).plain())
                .isEqualTo("\uD83D\uDE00…");
    }

    @Test
    void a_pile_of_marks_is_cut_although_it_takes_no_columns() {
        VisibleText marks = VisibleText.ofToken("a" + "\u0301".repeat(500));

        assertThat(marks.columns()).isEqualTo(1);
        assertThat(marks.shortened(10).plain()).hasSizeLessThanOrEqualTo(41);
    }

    @Test
    void no_columns_are_too_few() {
        assertThatThrownBy(() -> VisibleText.ofToken("a").shortened(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 columns");
    }
}
