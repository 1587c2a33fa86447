package dev.engram.eval.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.eval.PieceTokenizer;
import dev.engram.models.LetterTokenizer;
import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.TokenSpan;
import dev.engram.models.text.Tokenizer;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnsweredTextTest {

    private static AnsweredText of(String prompt, String answer) {
        return AnsweredText.of(prompt, answer, new PieceTokenizer());
    }

    @Test
    void a_space_goes_between_a_prompt_and_an_answer() {
        AnsweredText text = of("b20 a01", "a02b21");

        assertThat(text.ids()).containsExactly(20, 1, 2, 21);
        assertThat(text.answer()).isEqualTo(new TokenSpan(2, 4));
        assertThat(text.promptIds()).containsExactly(20, 1);
        assertThat(text.answerIds()).containsExactly(2, 21);
    }

    @Test
    void an_answer_that_begins_with_white_space_is_taken_as_it_is() {
        assertThat(of("b20 a01", " a02b21")).isEqualTo(of("b20 a01", "a02b21"));
        assertThat(of("b20", "\nb21").answerIds()).containsExactly(PieceTokenizer.LINE_END, 21);
        assertThat(of("b20", "  a02").answerIds()).containsExactly(PieceTokenizer.SPACE, 2);
    }

    @Test
    void a_token_of_both_is_the_answers() {
        AnsweredText text = of("b20.", "\nb21");

        assertThat(text.promptIds()).containsExactly(20);
        assertThat(text.answerIds()).containsExactly(PieceTokenizer.FULL_STOP_AND_LINE_END, 21);
    }

    @Test
    void a_token_that_opens_the_text_is_the_prompts() {
        AnsweredText text = AnsweredText.of("ab", "c", new Opening(new LetterTokenizer(50)));

        assertThat(text.promptIds()).containsExactly(0, 'a' % 50, 'b' % 50);
        assertThat(text.answerIds()).containsExactly((int) ' ', 'c' % 50);
    }

    /** Opens every text with a begin-of-text token. */
    private record Opening(Tokenizer tokenizer) implements Tokenizer {

        @Override
        public TokenSequence encode(String text, Bos bos) {
            return tokenizer.encode(text, Bos.ALWAYS);
        }

        @Override
        public String decode(List<Integer> ids) {
            return tokenizer.decode(ids);
        }

        @Override
        public String tokenText(int id) {
            return tokenizer.tokenText(id);
        }

        @Override
        public int vocabularySize() {
            return tokenizer.vocabularySize();
        }

        @Override
        public OptionalInt bosId() {
            return tokenizer.bosId();
        }

        @Override
        public Set<Integer> endOfTextIds() {
            return tokenizer.endOfTextIds();
        }

        @Override
        public void close() {
            tokenizer.close();
        }
    }
}
