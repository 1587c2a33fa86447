package dev.engram.models.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.weights.GgufMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GgufTokenizerTest {

    private static final Path FILE = Path.of("model.gguf");

    /** A control token, a user-defined one, the bytes that the tests need, and words; ids in this order. */
    private static final List<String> TOKENS = List.of(
            "<s>", "<tool>", "Ġ", "a", "b", "'", "S", "1", "2", "3", "4", "5", "12", "123", "45", "ab", "Ġa", "Ġab");

    private static final List<String> MERGES = List.of("1 2", "12 3", "4 5", "Ġ a", "Ġa b");

    private final Map<String, Object> values = new HashMap<>();

    @BeforeEach
    void fill() {
        List<Long> types = new ArrayList<>(List.of(3L, 4L));
        while (types.size() < TOKENS.size()) {
            types.add(1L);
        }
        values.put("tokenizer.ggml.model", "gpt2");
        values.put("tokenizer.ggml.pre", "gpt-2");
        values.put("tokenizer.ggml.tokens", TOKENS);
        values.put("tokenizer.ggml.token_type", types);
        values.put("tokenizer.ggml.merges", MERGES);
        values.put("tokenizer.ggml.bos_token_id", 0L);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-2,     |123|45|",
        "smollm,    |1|2|3|4|5|",
        "llama-bpe, |123|45|",
        "qwen2,     |1|2|3|4|5|",
    })
    void numbers_are_cut_as_each_family_does(String pre, String expected) throws IOException {
        values.put("tokenizer.ggml.pre", pre);
        values.put("tokenizer.ggml.add_bos_token", false);

        assertThat(encode("12345").display()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"gpt-2, 4", "llama-bpe, 3"})
    void a_family_with_three_digits_a_word_never_merges_over_them(String pre, int tokens) throws IOException {
        values.put("tokenizer.ggml.pre", pre);
        values.put("tokenizer.ggml.add_bos_token", false);
        values.put("tokenizer.ggml.merges", List.of("1 2", "4 5"));

        // GPT-2 merges "12" and "45" of one word "12345"; the other takes "123" whole, since it is a token.
        assertThat(encode("123451").length()).isEqualTo(tokens);
    }

    @Test
    void a_word_that_is_a_token_is_taken_whole_only_by_the_family_that_ignores_merges() throws IOException {
        values.put("tokenizer.ggml.add_bos_token", false);
        assertThat(encode("ab").display()).isEqualTo("|a|b|");

        values.put("tokenizer.ggml.pre", "llama-bpe");
        assertThat(encode("ab").display()).isEqualTo("|ab|");
    }

    @Test
    void control_and_user_defined_tokens_are_parsed_and_control_tokens_left_out_when_decoding() throws IOException {
        try (Tokenizer tokenizer = open()) {
            TokenSequence tokens = tokenizer.encode("<s>a<tool> ab");

            assertThat(tokens.ids()).containsExactly(0, 3, 1, 17);
            assertThat(tokenizer.decode(tokens.ids())).isEqualTo("a<tool> ab");
        }
    }

    @Test
    void a_begin_of_text_token_is_added_where_the_file_says_so() throws IOException {
        assertThat(encode("a").ids()).containsExactly(3);

        values.put("tokenizer.ggml.add_bos_token", true);
        assertThat(encode("a").ids()).containsExactly(0, 3);
    }

    @Test
    void a_llama_3_file_that_does_not_say_means_one() throws IOException {
        values.put("tokenizer.ggml.pre", "llama-bpe");
        assertThat(encode("a").ids()).containsExactly(0, 3);

        values.put("tokenizer.ggml.add_bos_token", false);
        assertThat(encode("a").ids()).containsExactly(3);
    }

    @Test
    void both_ends_of_text_are_known() throws IOException {
        values.put("tokenizer.ggml.eos_token_id", 0L);
        values.put("tokenizer.ggml.eot_token_id", 1L);

        try (Tokenizer tokenizer = open()) {
            assertThat(tokenizer.endOfTextIds()).containsExactlyInAnyOrder(0, 1);
            assertThat(tokenizer.vocabularySize()).isEqualTo(TOKENS.size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert", "t5", "rwkv"})
    void other_kinds_of_tokenizer_are_refused_by_name(String model) {
        values.put("tokenizer.ggml.model", model);

        assertRefused("model.gguf", "'" + model + "'", "'gpt2' (byte-level BPE)", "'llama' (SentencePiece's BPE)");
    }

    @Test
    void an_unknown_pre_tokenizer_is_refused_with_those_that_are_known() {
        values.put("tokenizer.ggml.pre", "tekken");

        assertRefused("model.gguf", "'tekken'", "gpt-2", "smollm", "llama-bpe", "qwen2");
    }

    @Test
    void a_file_that_names_no_pre_tokenizer_is_read_only_if_it_is_gpt_2() throws IOException {
        values.remove("tokenizer.ggml.pre");
        assertRefused("there is no tokenizer.ggml.pre");

        values.put("general.architecture", "gpt2");
        assertThat(encode("12345").display()).isEqualTo("|123|45|");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokenizer.ggml.model", "tokenizer.ggml.tokens", "tokenizer.ggml.merges"})
    void what_is_missing_is_named(String key) {
        values.remove(key);

        assertRefused("model.gguf", "there is no " + key);
    }

    @Test
    void a_value_of_another_type_is_refused() {
        values.put("tokenizer.ggml.tokens", List.of(1L, 2L));

        assertRefused("model.gguf", "tokenizer.ggml.tokens");
    }

    @Test
    void lists_of_unequal_length_are_refused() {
        values.put("tokenizer.ggml.token_type", List.of(1L));

        assertRefused("model.gguf", "18 tokens", "types of 1");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 18, 1L << 40})
    void a_special_token_outside_the_vocabulary_is_refused(long id) {
        values.put("tokenizer.ggml.bos_token_id", id);

        assertRefused("model.gguf", "tokenizer.ggml.bos_token_id is " + id);
    }

    @Test
    void merges_of_unknown_tokens_are_refused() {
        values.put("tokenizer.ggml.merges", List.of("x y"));

        assertRefused("model.gguf");
    }

    private TokenSequence encode(String text) throws IOException {
        try (Tokenizer tokenizer = open()) {
            return tokenizer.encode(text);
        }
    }

    private Tokenizer open() throws IOException {
        return Tokenizers.fromGguf(new GgufMetadata(values), FILE);
    }

    private void assertRefused(String... partsOfMessage) {
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContainingAll(partsOfMessage);
    }
}
