package dev.engram.models.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.weights.GgufMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A GGUF file's tokenizer written as a directory's files is the same tokenizer. */
class GgufTokenizerFilesTest {

    private static final Path FILE = Path.of("model.gguf");

    private static final List<String> TOKENS = List.of(
            "<s>", "</s>", "<|end|>", "<tool>", "Ġ", "a", "b", "'", "1", "2", "3", "4", "12", "123", "ab", "Ġa", "Ġab");

    private static final List<String> TEXTS =
            List.of("", "a", " ab ab", "ab1234 b", "<s>a<tool> ab</s>", "1 12 123 1234", "a'b  a");

    @TempDir
    private Path folder;

    private final Map<String, Object> values = new HashMap<>();

    @BeforeEach
    void fill() {
        List<Long> types = new ArrayList<>(List.of(3L, 3L, 3L, 4L));
        while (types.size() < TOKENS.size()) {
            types.add(1L);
        }
        values.put("tokenizer.ggml.model", "gpt2");
        values.put("tokenizer.ggml.pre", "gpt-2");
        values.put("tokenizer.ggml.tokens", TOKENS);
        values.put("tokenizer.ggml.token_type", types);
        values.put("tokenizer.ggml.merges", List.of("1 2", "12 3", "Ġ a", "Ġa b"));
        values.put("tokenizer.ggml.bos_token_id", 0L);
        values.put("tokenizer.ggml.eos_token_id", 1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-2", "smollm", "llama-bpe", "qwen2"})
    void tokens_offsets_and_roles_are_the_same(String pre) throws IOException {
        values.put("tokenizer.ggml.pre", pre);
        writeFiles();

        try (Tokenizer expected = Tokenizers.fromGguf(new GgufMetadata(values), FILE);
                Tokenizer actual = Tokenizers.fromDirectory(folder)) {
            for (String text : TEXTS) {
                assertThat(actual.encode(text)).isEqualTo(expected.encode(text));
                assertThat(actual.decode(expected.encode(text).ids()))
                        .isEqualTo(expected.decode(expected.encode(text).ids()));
            }
            assertThat(actual.vocabularySize()).isEqualTo(expected.vocabularySize());
            assertThat(actual.bosId()).isEqualTo(expected.bosId());
            assertThat(actual.endOfTextIds()).isEqualTo(expected.endOfTextIds());
        }
    }

    @Test
    void a_begin_of_text_token_is_added_by_the_files_alone_too() throws IOException {
        values.put("tokenizer.ggml.add_bos_token", true);
        writeFiles();
        Files.writeString(
                folder.resolve("tokenizer_config.json"), "{\"bos_token\": \"<s>\"}"); // says nothing of adding

        try (Tokenizer tokenizer = Tokenizers.fromDirectory(folder)) {
            assertThat(tokenizer.encode("a").ids()).containsExactly(0, 5);
        }
    }

    @Test
    void tokens_around_a_text_are_in_the_template() throws IOException {
        values.put("tokenizer.ggml.add_bos_token", true);
        values.put("tokenizer.ggml.add_eos_token", true);
        writeFiles();

        assertThat(json("tokenizer.json").get("post_processor").toString()).isEqualTo("""
                {"type":"TemplateProcessing",\
                "single":[{"SpecialToken":{"id":"<s>","type_id":0}},{"Sequence":{"id":"A","type_id":0}},\
                {"SpecialToken":{"id":"</s>","type_id":0}}],\
                "pair":[{"SpecialToken":{"id":"<s>","type_id":0}},{"Sequence":{"id":"A","type_id":0}},\
                {"SpecialToken":{"id":"</s>","type_id":0}},{"SpecialToken":{"id":"<s>","type_id":1}},\
                {"Sequence":{"id":"B","type_id":1}},{"SpecialToken":{"id":"</s>","type_id":1}}],\
                "special_tokens":{"<s>":{"id":"<s>","ids":[0],"tokens":["<s>"]},\
                "</s>":{"id":"</s>","ids":[1],"tokens":["</s>"]}}}""");
        assertThat(json("tokenizer_config.json").get("add_bos_token").asBoolean())
                .isTrue();
        assertThat(json("tokenizer_config.json").get("add_eos_token").asBoolean())
                .isTrue();
    }

    @Test
    void where_nothing_is_added_there_is_no_template() throws IOException {
        writeFiles();

        assertThat(json("tokenizer.json").get("post_processor").isNull()).isTrue();
        assertThat(json("tokenizer_config.json").get("add_bos_token").asBoolean())
                .isFalse();
    }

    @Test
    void special_tokens_and_the_chat_template_are_named() throws IOException {
        values.put("tokenizer.ggml.padding_token_id", 1L);
        values.put("tokenizer.ggml.unknown_token_id", 0L);
        values.put("tokenizer.chat_template", "{% for m in messages %}\n{{ \"<s>\" + m }}{% endfor %}");
        writeFiles();

        JsonNode config = json("tokenizer_config.json");
        assertThat(config.get("bos_token").asString()).isEqualTo("<s>");
        assertThat(config.get("eos_token").asString()).isEqualTo("</s>");
        assertThat(config.get("pad_token").asString()).isEqualTo("</s>");
        assertThat(config.get("unk_token").asString()).isEqualTo("<s>");
        assertThat(config.get("chat_template").asString())
                .isEqualTo("{% for m in messages %}\n{{ \"<s>\" + m }}{% endfor %}");
        assertThat(config.get("model_max_length").asInt()).isEqualTo(64);
    }

    @Test
    void token_ids_are_one_number_or_a_list() throws IOException {
        assertThat(files().tokenIds()).isEqualTo(Map.of("bos_token_id", 0, "eos_token_id", 1));

        values.put("tokenizer.ggml.eot_token_id", 2L);
        values.put("tokenizer.ggml.padding_token_id", 1L);
        assertThat(files().tokenIds())
                .isEqualTo(Map.of("bos_token_id", 0, "eos_token_id", List.of(1, 2), "pad_token_id", 1));

        values.keySet().removeIf(key -> key.endsWith("token_id"));
        assertThat(files().tokenIds()).isEmpty();
    }

    @Test
    void a_padding_token_outside_the_vocabulary_is_refused() {
        values.put("tokenizer.ggml.padding_token_id", 17L);

        assertThatThrownBy(this::files)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("tokenizer.ggml.padding_token_id is 17, outside its 17 tokens");
    }

    private GgufTokenizerFiles files() throws IOException {
        return GgufTokenizerFiles.of(new GgufMetadata(values), FILE);
    }

    private void writeFiles() throws IOException {
        for (Map.Entry<String, byte[]> file : files().contents(64).entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private JsonNode json(String name) {
        return JsonMapper.shared().readTree(folder.resolve(name).toFile());
    }
}
