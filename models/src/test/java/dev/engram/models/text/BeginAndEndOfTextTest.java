package dev.engram.models.text;

import static dev.engram.models.text.HandwrittenTokenizer.BOS;
import static dev.engram.models.text.HandwrittenTokenizer.EOS;
import static dev.engram.models.text.HandwrittenTokenizer.HE;
import static dev.engram.models.text.HandwrittenTokenizer.idOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.text.Tokenizer.Bos;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeginAndEndOfTextTest {

    private static final String BOS_THEN_TEXT =
            "[" + special("<s>") + ", {\"Sequence\": {\"id\": \"A\", \"type_id\": 0}}]";
    private static final String BOS_TEXT_EOS =
            "[" + special("<s>") + ", {\"Sequence\": {\"id\": \"A\", \"type_id\": 0}}, " + special("</s>") + "]";
    private static final String TEXT_EOS = "[{\"Sequence\": {\"id\": \"A\", \"type_id\": 0}}, " + special("</s>") + "]";
    private static final String TWO_THEN_TEXT =
            "[" + special("<s>") + ", " + special("</s>") + ", {\"Sequence\": {\"id\": \"A\", \"type_id\": 0}}]";

    private HandwrittenTokenizer files;

    @BeforeEach
    void create(@TempDir Path directory) {
        files = HandwrittenTokenizer.in(directory);
    }

    @Test
    void nothing_is_added_where_nothing_says_so() throws IOException {
        assertIds(files.withFile("tokenizer_config.json", "{\"bos_token\": \"<s>\"}"), HE);
    }

    @Test
    void the_post_processor_s_begin_of_text_token_is_added() throws IOException {
        files.withFile("tokenizer_config.json", "{\"bos_token\": \"<s>\"}");

        assertIds(files.with("post_processor", template(BOS_THEN_TEXT)), BOS, HE);
    }

    @Test
    void the_post_processor_can_be_one_of_several() throws IOException {
        files.withFile("tokenizer_config.json", "{\"bos_token\": \"<s>\"}");

        assertIds(files.with("post_processor", """
                        {"type": "Sequence", "processors": [{"type": "ByteLevel", "add_prefix_space": true,
                        "trim_offsets": true, "use_regex": true}, %s]}""".formatted(template(BOS_THEN_TEXT))), BOS, HE);
    }

    @Test
    void the_first_token_of_roberta_s_post_processor_counts() throws IOException {
        files.withFile("tokenizer_config.json", "{\"bos_token\": \"<s>\"}");

        assertIds(files.with("post_processor", """
                        {"type": "RobertaProcessing", "sep": ["</s>", 1], "cls": ["<s>", 0], "trim_offsets": true,
                        "add_prefix_space": false}"""), BOS, HE);
    }

    @Test
    void a_template_that_names_an_unknown_token_adds_nothing() throws IOException {
        files.withFile("tokenizer_config.json", "{\"bos_token\": \"<s>\"}");

        assertIds(files.with("post_processor", template(BOS_THEN_TEXT.replace("<s>", "<gone>"))), HE);
    }

    @Test
    void an_added_token_covers_nothing() throws IOException {
        files.withFile("tokenizer_config.json", "{\"bos_token\": \"<s>\"}");

        try (Tokenizer tokenizer =
                files.with("post_processor", template(BOS_THEN_TEXT)).open()) {
            assertThat(tokenizer.encode("he").tokens())
                    .containsExactly(new Token(BOS, "<s>", 0, 0), new Token(HE, "he", 0, 2));
        }
    }

    @Test
    void a_suffix_of_the_post_processor_is_never_added() throws IOException {
        files.withFile("tokenizer_config.json", "{\"bos_token\": \"<s>\", \"eos_token\": \"</s>\"}");

        assertIds(files.with("post_processor", template(BOS_TEXT_EOS)), BOS, HE);
        assertIds(files.with("post_processor", template(TEXT_EOS)), HE);
    }

    @Test
    void a_suffix_that_is_also_the_begin_of_text_token_is_not_taken_for_a_prefix() throws IOException {
        files.withFile("tokenizer_config.json", "{\"bos_token\": \"</s>\"}");

        assertIds(files.with("post_processor", template(TEXT_EOS)), HE);
    }

    @Test
    void a_prefix_that_is_not_the_begin_of_text_token_or_not_alone_is_left_out() throws IOException {
        files.withFile("tokenizer_config.json", "{\"bos_token\": \"</s>\"}");
        assertIds(files.with("post_processor", template(BOS_THEN_TEXT)), HE);

        files.withFile("tokenizer_config.json", "{\"bos_token\": \"<s>\"}");
        assertIds(files.with("post_processor", template(TWO_THEN_TEXT)), HE);
    }

    @Test
    void add_bos_token_overrules_the_post_processor() throws IOException {
        files.withFile("tokenizer_config.json", "{\"bos_token\": \"<s>\", \"add_bos_token\": true}");
        assertIds(files, BOS, HE);

        files.withFile("tokenizer_config.json", "{\"bos_token\": {\"content\": \"<s>\"}, \"add_bos_token\": false}");
        assertIds(files.with("post_processor", template(BOS_THEN_TEXT)), HE);
    }

    @Test
    void the_caller_overrules_the_configuration() throws IOException {
        files.withFile("tokenizer_config.json", "{\"bos_token\": \"<s>\", \"add_bos_token\": true}");

        try (Tokenizer tokenizer = files.open()) {
            assertThat(tokenizer.encode("he", Bos.NEVER).ids()).containsExactly(HE);
            assertThat(tokenizer.encode("he", Bos.ALWAYS).ids()).containsExactly(BOS, HE);
        }
    }

    @Test
    void a_text_that_begins_with_the_token_gets_another_one() throws IOException {
        files.withFile("tokenizer_config.json", "{\"bos_token\": \"<s>\", \"add_bos_token\": true}");

        try (Tokenizer tokenizer = files.open()) {
            assertThat(tokenizer.encode("<s>he").ids()).containsExactly(BOS, BOS, HE);
            assertThat(tokenizer.encode("").ids()).containsExactly(BOS);
        }
    }

    @Test
    void a_begin_of_text_token_cannot_be_asked_of_a_model_without_one() throws IOException {
        try (Tokenizer tokenizer = files.open()) {
            assertThat(tokenizer.bosId()).isEmpty();
            assertThatThrownBy(() -> tokenizer.encode("he", Bos.ALWAYS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("names none");
        }
    }

    @Test
    void add_bos_token_without_a_token_is_refused() {
        files.withFile("tokenizer_config.json", "{\"add_bos_token\": true}");

        assertThatThrownBy(files::open).isInstanceOf(IOException.class).hasMessageContaining("no bos_token");
    }

    @Test
    void the_begin_of_text_token_can_come_from_the_special_tokens_map_or_the_model_s_configuration()
            throws IOException {
        files.withFile("config.json", "{\"bos_token_id\": 1}");
        assertThat(bosId()).isEqualTo(EOS);

        files.withFile("special_tokens_map.json", "{\"bos_token\": {\"content\": \"<s>\"}}");
        assertThat(bosId()).isEqualTo(BOS);
    }

    @Test
    void a_null_in_the_tokenizer_s_configuration_means_that_there_is_none() throws IOException {
        files.withFile("config.json", "{\"bos_token_id\": 1}")
                .withFile("tokenizer_config.json", "{\"bos_token\": null}");

        try (Tokenizer tokenizer = files.open()) {
            assertThat(tokenizer.bosId()).isEmpty();
        }
    }

    @Test
    void a_special_token_that_is_only_in_the_model_s_vocabulary_is_found() throws IOException {
        files.withFile("tokenizer_config.json", "{\"bos_token\": \"a\", \"eos_token\": \"not one token\"}");

        assertThat(bosId()).isEqualTo(idOf('a'));
    }

    @Test
    void all_files_together_name_the_ends_of_text() throws IOException {
        files.withFile("tokenizer_config.json", "{\"eos_token\": \"</s>\"}")
                .withFile("generation_config.json", "{\"eos_token_id\": [7, 8]}")
                .withFile("config.json", "{\"eos_token_id\": 9}");

        try (Tokenizer tokenizer = files.open()) {
            assertThat(tokenizer.endOfTextIds()).containsExactlyInAnyOrder(EOS, 7, 8, 9);
        }
    }

    @Test
    void a_field_of_another_type_is_refused_by_name() {
        files.withFile("config.json", "{\"eos_token_id\": \"</s>\"}");

        assertThatThrownBy(files::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("eos_token_id")
                .hasMessageContaining("a token id or a list of them");
    }

    private int bosId() throws IOException {
        try (Tokenizer tokenizer = files.open()) {
            return tokenizer.bosId().orElseThrow();
        }
    }

    private static void assertIds(HandwrittenTokenizer files, Integer... expected) throws IOException {
        try (Tokenizer tokenizer = files.open()) {
            assertThat(tokenizer.encode("he").ids()).containsExactly(expected);
        }
    }

    private static String special(String token) {
        return "{\"SpecialToken\": {\"id\": \"" + token + "\", \"type_id\": 0}}";
    }

    private static String template(String single) {
        return """
                {"type": "TemplateProcessing", "single": %s, "pair": [{"Sequence": {"id": "A", "type_id": 0}},
                {"Sequence": {"id": "B", "type_id": 0}}], "special_tokens": {
                "<s>": {"id": "<s>", "ids": [0], "tokens": ["<s>"]}, "</s>": {"id": "</s>", "ids": [1], "tokens": ["</s>"]}}}""".formatted(single);
    }
}
