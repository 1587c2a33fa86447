package dev.engram.eval.metrics.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreebankWordsTest {

    /** Words as NLTK 3.10.4's word_tokenize gives them for these sentences of ours, joined by spaces. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    Dr. Smith can't go to the U.S. in 1889.     | Dr. Smith ca n't go to the U.S. in 1889 .
                    He said, "it's 7,300 at 5:30"...            | He said , `` it 's 7,300 at 5:30 '' ...
                    O'Neil's dogs' tails                        | O'Neil 's dogs ' tails
                    cannot (well) go--or 'tis so; gonna?        | can not ( well ) go -- or ' tis so ; gon na ?
                    I don’t know.                               | I don ’ t know .
                    J. R. R. Tolkien wrote 3.5% of it. It is.   | J. R. R. Tolkien wrote 3.5 % of it . It is .
                    He 'said' it's 'quoted text' here.          | He ' said ' it 's ' quoted text ' here .
                    you'll we've I'd I'm WON'T it'S 'em         | you 'll we 've I 'd I 'm WO N'T it 'S ' em
                    rock 'n' roll $5.00 #1 a&b a@b.com *star*   | rock 'n ' roll $ 5.00 # 1 a & b a @ b.com * star *
                    wow!!! Ends with two.) And more... so on .. | wow ! ! ! Ends with two . ) And more ... so on ..
                    a—b [c] {d} <e>                             | a — b [ c ] { d } < e >
                    """)
    void words_are_nltks(String text, String words) {
        assertThat(TreebankWords.of(text)).containsExactly(words.split(" "));
    }

    @Test
    void text_without_words_has_none() {
        assertThat(TreebankWords.of("")).isEmpty();
        assertThat(TreebankWords.of(" \n ")).isEmpty();
    }

    @Test
    void a_period_is_a_word_where_a_sentence_ends_and_part_of_one_elsewhere() {
        assertThat(TreebankWords.of("It is red. it is No. 4.0. So"))
                .as("a small letter goes on with the sentence")
                .isEqualTo(List.of("It", "is", "red.", "it", "is", "No", ".", "4.0", ".", "So"));
    }
}
