package dev.engram.eval.recall;

import static dev.engram.eval.PieceTokenizer.COMMA;
import static dev.engram.eval.PieceTokenizer.END;
import static dev.engram.eval.PieceTokenizer.FIRST_HALF;
import static dev.engram.eval.PieceTokenizer.FULL_STOP;
import static dev.engram.eval.PieceTokenizer.FULL_STOP_AND_LINE_END;
import static dev.engram.eval.PieceTokenizer.HYPHEN;
import static dev.engram.eval.PieceTokenizer.LINE_END;
import static dev.engram.eval.PieceTokenizer.SECOND_HALF;
import static dev.engram.eval.PieceTokenizer.SPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.eval.PieceTokenizer;
import dev.engram.models.files.BundledModels;
import dev.engram.models.text.Tokenizer;
import dev.engram.models.text.Tokenizers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstWordTest {

    private static String word(Integer... continuation) {
        return FirstWord.of(List.of(continuation), new PieceTokenizer());
    }

    @Test
    void one_token_is_a_word() {
        assertThat(word(3)).isEqualTo("a03");
        assertThat(word(21)).isEqualTo("b21");
    }

    @Test
    void a_word_goes_on_until_a_token_brings_a_space() {
        assertThat(word(3, 21, 22, 4, 23)).isEqualTo("a03b21b22");
        assertThat(word(3, 21, SPACE, 22)).isEqualTo("a03b21");
        assertThat(word(3, 4)).isEqualTo("a03");
    }

    @ParameterizedTest
    @ValueSource(ints = {FULL_STOP, COMMA, LINE_END, HYPHEN, FULL_STOP_AND_LINE_END, END})
    void punctuation_line_ends_and_the_end_of_the_text_end_a_word(int token) {
        assertThat(word(3, 21, token, 22)).isEqualTo("a03b21");
        assertThat(word(3, token)).isEqualTo("a03");
    }

    @Test
    void the_first_token_is_of_the_word_whatever_it_is() {
        assertThat(word(SPACE, 21, 22, 4)).isEqualTo("b21b22");
        assertThat(word(LINE_END, 21, 4)).isEqualTo("b21");
        assertThat(word(FULL_STOP, 4)).isEqualTo(".");
        assertThat(word(HYPHEN, 21, COMMA)).isEqualTo("-b21");
    }

    @Test
    void a_character_of_several_tokens_is_not_torn() {
        assertThat(word(3, FIRST_HALF, SECOND_HALF, 21, 4)).isEqualTo("a03\u00e9b21");
        assertThat(word(FIRST_HALF, SECOND_HALF, COMMA)).isEqualTo("\u00e9");
    }

    @Test
    void what_shows_as_nothing_is_empty() {
        assertThat(word(LINE_END)).isEmpty();
        assertThat(word(SPACE, SPACE, 21)).isEmpty();
        assertThat(word(LINE_END, LINE_END, 21)).isEmpty();
        assertThat(word(END)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {" Paris, the capital", " Paris.", " Paris\nand", " Paris is", " Paris", "Paris is"})
    void words_of_the_bundled_models_tokenizer_are_whole(String continuation, @TempDir Path folder) throws IOException {
        Path demo = BundledModels.shipped(folder).find("demo").orElseThrow();
        try (Tokenizer tokenizer = Tokenizers.fromDirectory(demo)) {
            List<Integer> tokens =
                    tokenizer.encode(continuation, Tokenizer.Bos.NEVER).ids();

            assertThat(FirstWord.of(tokens, tokenizer)).isEqualTo("Paris");
        }
    }
}
