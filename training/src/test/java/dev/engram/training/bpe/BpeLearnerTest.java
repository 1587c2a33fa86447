package dev.engram.training.bpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.datasets.BundledFacts;
import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.Tokenizer;
import dev.engram.models.text.Tokenizers;
import dev.engram.training.bpe.BpeVocabulary.Merge;
import dev.engram.training.data.FactSequences;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BpeLearnerTest {

    private static final int BYTES_AND_BEGIN = 257;

    @Test
    void the_most_frequent_pair_is_merged_first() {
        // "abab" 3 times and " ab" twice (the space is written as \u0120): a+b occurs 8 times, ab+ab 3 times, space+ab
        // twice.
        BpeVocabulary vocabulary = BpeLearner.learn(List.of("abab ab", "abab ab", "abab"), "<s>", BYTES_AND_BEGIN + 3);

        assertThat(vocabulary.merges())
                .containsExactly(new Merge("a", "b"), new Merge("ab", "ab"), new Merge("\u0120", "ab"));
        assertThat(vocabulary.tokens().subList(BYTES_AND_BEGIN, vocabulary.size()))
                .containsExactly("ab", "abab", "\u0120ab");
        assertThat(vocabulary.beginOfText()).isEqualTo("<s>");
    }

    @Test
    void among_equals_the_first_in_the_alphabet_wins() {
        BpeVocabulary vocabulary = BpeLearner.learn(List.of("dc", "dc", "ba", "ba"), "<s>", BYTES_AND_BEGIN + 1);

        assertThat(vocabulary.merges()).containsExactly(new Merge("b", "a"));
    }

    @Test
    void overlapping_pairs_merge_from_the_left() {
        BpeVocabulary vocabulary = BpeLearner.learn(List.of("aaa", "aaa"), "<s>", BYTES_AND_BEGIN + 2);

        assertThat(vocabulary.merges()).containsExactly(new Merge("a", "a"), new Merge("aa", "a"));
    }

    @Test
    void no_merge_is_learned_from_what_occurs_once() {
        assertThat(BpeLearner.learn(List.of("xyz"), "<s>", 500).size()).isEqualTo(BYTES_AND_BEGIN);
    }

    @Test
    void a_vocabulary_smaller_than_its_bytes_is_refused() {
        assertThatThrownBy(() -> BpeLearner.learn(List.of(), "<s>", 100)).hasMessageContaining("257");
    }

    @Test
    void the_written_tokenizer_encodes_by_these_merges_and_decodes_back(@TempDir Path directory) throws Exception {
        List<String> sentences = FactSequences.sentences(BundledFacts.load());
        BpeVocabulary vocabulary = BpeLearner.learn(sentences, "<|begin|>", 600);
        TokenizerFiles.write(vocabulary, 64, directory);

        try (Tokenizer tokenizer = Tokenizers.fromDirectory(directory)) {
            assertThat(tokenizer.vocabularySize()).isEqualTo(600);
            assertThat(tokenizer.bosId()).hasValue(0);
            for (String text : List.of(sentences.get(0), " S\u00e3o Paulo \u6771\u4eac \ud83d\ude00\n", "It's 42")) {
                TokenSequence tokens = tokenizer.encode(text);

                assertThat(tokens.ids().get(0)).isZero();
                assertThat(tokenizer.decode(tokens.ids())).isEqualTo(text);
                List<Integer> inside = tokens.ids().subList(1, tokens.length());
                assertThat(inside.stream().map(vocabulary.tokens()::get).collect(Collectors.joining()))
                        .isEqualTo(String.join("", ByteAlphabet.spell(text)));
            }
            // A frequent word is one token, so the merges are in use.
            assertThat(tokenizer.encode("The capital", Tokenizer.Bos.NEVER).length())
                    .isEqualTo(2);
        }
    }
}
