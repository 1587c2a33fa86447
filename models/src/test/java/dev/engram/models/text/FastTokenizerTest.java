package dev.engram.models.text;

import static dev.engram.models.text.HandwrittenTokenizer.SPACE_THE;
import static dev.engram.models.text.HandwrittenTokenizer.idOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FastTokenizerTest {

    private HandwrittenTokenizer files;

    @BeforeEach
    void create(@TempDir Path directory) {
        files = HandwrittenTokenizer.in(directory);
    }

    @Test
    void truncation_and_padding_of_the_file_are_ignored() throws IOException {
        files.with("truncation", """
                        {"direction": "Right", "max_length": 3, "strategy": "LongestFirst", "stride": 0}""").with("padding", """
                        {"strategy": {"Fixed": 900}, "direction": "Right", "pad_to_multiple_of": null, "pad_id": 0,
                        "pad_type_id": 0, "pad_token": "<s>"}""");

        try (Tokenizer tokenizer = files.open()) {
            assertThat(tokenizer.encode("abcde").length()).isEqualTo(5);
            assertThat(tokenizer.encode("a".repeat(2000)).length()).isEqualTo(2000);
        }
    }

    @Test
    void the_empty_text_has_no_tokens() throws IOException {
        try (Tokenizer tokenizer = files.open()) {
            assertThat(tokenizer.encode("").tokens()).isEmpty();
            assertThat(tokenizer.decode(List.of())).isEmpty();
        }
    }

    @Test
    void a_token_shows_its_leading_space() throws IOException {
        try (Tokenizer tokenizer = files.open()) {
            assertThat(tokenizer.tokenText(SPACE_THE)).isEqualTo(" the");
            assertThat(tokenizer.encode("a the").display()).isEqualTo("|a| the|");
        }
    }

    @Test
    void a_part_of_a_character_shows_the_replacement_character_and_covers_the_whole_one() throws IOException {
        try (Tokenizer tokenizer = files.open()) {
            TokenSequence tokens = tokenizer.encode("a🚲b");

            assertThat(tokens.length()).isEqualTo(6);
            assertThat(tokens.tokens().subList(1, 5)).allSatisfy(token -> {
                assertThat(token.text()).isEqualTo("\uFFFD");
                assertThat(token.start()).isEqualTo(1);
                assertThat(token.end()).isEqualTo(3);
            });
            assertThat(tokens.tokens().get(5)).isEqualTo(new Token(idOf('b'), "b", 3, 4));
        }
    }

    @Test
    void ids_outside_the_vocabulary_are_refused() throws IOException {
        try (Tokenizer tokenizer = files.open()) {
            assertThat(tokenizer.vocabularySize()).isEqualTo(261);
            assertThatThrownBy(() -> tokenizer.tokenText(261))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("261");
            assertThatThrownBy(() -> tokenizer.tokenText(-1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void half_a_surrogate_pair_is_refused() throws IOException {
        try (Tokenizer tokenizer = files.open()) {
            assertThatThrownBy(() -> tokenizer.encode("ab\uD83D"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at character 2");
        }
    }

    @Test
    void a_normalizer_s_offsets_are_those_of_the_text_that_was_given() throws IOException {
        files.with("normalizer", """
                {"type": "Sequence", "normalizers": [{"type": "NFC"}, {"type": "Lowercase"},
                {"type": "Replace", "pattern": {"String": "x"}, "content": "ab"}]}""");

        try (Tokenizer tokenizer = files.open()) {
            // e and its accent become one character of two bytes; x becomes two characters.
            TokenSequence tokens = tokenizer.encode("🚲e\u0301XH");

            assertThat(tokens.ids().subList(6, 9)).containsExactly(idOf('a'), idOf('b'), idOf('h'));
            assertThat(tokens.covering(2, 4)).isEqualTo(new TokenSpan(4, 6));
            assertThat(tokens.covering(4, 5)).isEqualTo(new TokenSpan(6, 8));
            assertThat(tokens.covering(5, 6)).isEqualTo(new TokenSpan(8, 9));
        }
    }

    @Test
    void a_leading_space_belongs_to_its_token_even_if_the_post_processor_would_trim_it() throws IOException {
        files.with("post_processor", """
                {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true}""");

        try (Tokenizer tokenizer = files.open()) {
            assertThat(tokenizer.encode("a the b").tokens().get(1)).isEqualTo(new Token(SPACE_THE, " the", 1, 5));
        }
    }

    @Test
    void a_closed_tokenizer_is_refused_and_can_be_closed_again() throws IOException {
        Tokenizer tokenizer = files.open();
        tokenizer.close();
        tokenizer.close();

        assertThatThrownBy(() -> tokenizer.encode("a")).isInstanceOf(IllegalStateException.class);
    }
}
