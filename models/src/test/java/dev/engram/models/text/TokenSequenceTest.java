package dev.engram.models.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenSequenceTest {

    private static final String BICYCLE = "🚲";

    @Test
    void a_subject_in_the_middle_is_the_tokens_between() {
        TokenSequence tokens = tokens("The", " E", "iff", "el", " Tower", " is");

        assertThat(covering(tokens, "Eiffel Tower")).isEqualTo(new TokenSpan(1, 5));
    }

    @Test
    void a_subject_at_the_start_begins_with_the_first_token() {
        TokenSequence tokens = tokens("E", "iff", "el", " is");

        assertThat(covering(tokens, "Eiffel")).isEqualTo(new TokenSpan(0, 3));
    }

    @Test
    void a_subject_at_the_start_does_not_include_an_added_begin_of_text_token() {
        List<Token> withBos = new ArrayList<>(tokens("E", "iff", "el", " is").tokens());
        withBos.add(0, new Token(9, "<s>", 0, 0));

        assertThat(new TokenSequence("Eiffel is", withBos).covering(0, 6)).isEqualTo(new TokenSpan(1, 4));
    }

    @Test
    void a_leading_space_inside_a_token_comes_with_it() {
        TokenSequence tokens = tokens("The", " Tower", " is");

        assertThat(covering(tokens, "Tower")).isEqualTo(covering(tokens, " Tower"));
    }

    @Test
    void offsets_that_leave_the_leading_space_out_give_the_same_span() {
        TokenSequence trimmed = new TokenSequence(
                "The Tower is",
                List.of(new Token(0, "The", 0, 3), new Token(1, " Tower", 4, 9), new Token(2, " is", 10, 12)));

        assertThat(covering(trimmed, "Tower")).isEqualTo(new TokenSpan(1, 2));
    }

    @Test
    void a_subject_that_ends_inside_a_token_takes_the_whole_token() {
        TokenSequence tokens = tokens("The", " Towers", " are");

        assertThat(covering(tokens, "Tower")).isEqualTo(new TokenSpan(1, 2));
    }

    @Test
    void a_character_split_over_tokens_takes_all_of_them() {
        // The bicycle is two UTF-16 units and four bytes; each of the three tokens covers the whole of it.
        TokenSequence tokens = new TokenSequence(
                "a " + BICYCLE + "b",
                List.of(
                        new Token(0, "a", 0, 1),
                        new Token(1, " \uFFFD", 1, 4),
                        new Token(2, "\uFFFD", 2, 4),
                        new Token(3, "\uFFFD", 2, 4),
                        new Token(4, "b", 4, 5)));

        assertThat(covering(tokens, BICYCLE)).isEqualTo(new TokenSpan(1, 4));
        assertThat(covering(tokens, "b")).isEqualTo(new TokenSpan(4, 5));
    }

    @Test
    void characters_that_no_token_covers_are_refused_with_the_tokens_shown() {
        TokenSequence tokens = tokens("The", " Tower");

        assertThatThrownBy(() -> tokens.covering(9, 12))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[9, 12)")
                .hasMessageContaining("|The| Tower|");
    }

    @Test
    void an_emoji_counts_as_two_utf16_units_and_one_code_point() {
        TokenSequence tokens = tokens("a", BICYCLE, "b");

        assertThat(tokens.tokens().get(2).start()).isEqualTo(3);
        assertThat(tokens.codePointOffset(3)).isEqualTo(2);
        assertThat(CodePoints.of(tokens.text()).toUtf16(2)).isEqualTo(3);
    }

    private static TokenSpan covering(TokenSequence tokens, String subject) {
        int start = tokens.text().indexOf(subject);
        return tokens.covering(start, start + subject.length());
    }

    private static TokenSequence tokens(String... texts) {
        List<Token> tokens = new ArrayList<>();
        int start = 0;
        for (String text : texts) {
            tokens.add(new Token(tokens.size(), text, start, start + text.length()));
            start += text.length();
        }
        return new TokenSequence(String.join("", texts), tokens);
    }
}
