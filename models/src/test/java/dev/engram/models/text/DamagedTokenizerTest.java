package dev.engram.models.text;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedTokenizerTest {

    @TempDir
    Path directory;

    @Test
    void a_directory_without_tokenizer_json_is_named_with_what_to_do() {
        assertRefused(
                "has no tokenizer.json;", directory.toString(), "AutoTokenizer.from_pretrained", "save_pretrained");
    }

    @Test
    void the_files_of_a_slow_tokenizer_are_named() {
        HandwrittenTokenizer.in(directory).withFile("vocab.json", "{}").withFile("merges.txt", "");

        assertRefused("has no tokenizer.json, only vocab.json and merges.txt;");
    }

    @Test
    void a_directory_that_is_not_there_is_named() {
        assertThatThrownBy(() -> Tokenizers.fromDirectory(directory.resolve("gone")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no model directory");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "not json",
                "{}",
                "{\"model\": 1, \"added_tokens\": 2}",
                "{\"model\": {\"type\": \"BPE\", \"vocab\": [], \"merges\": {}}}",
                "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": -1}, \"merges\": []}}",
                "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 2147483647}, \"merges\": []}}",
                "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 1e300}, \"merges\": []}}",
                "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": [\"a b\"]}}",
                "{\"model\": {\"type\": \"Unigram\", \"vocab\": [[], 1, {}], \"unk_id\": 77}}",
                "{\"added_tokens\": [{\"id\": {\"id\": []}}, 3], \"model\": {\"type\": \"Unknown\"}}"
            })
    void a_damaged_tokenizer_json_is_named(String json) {
        HandwrittenTokenizer.in(directory).withFile("tokenizer.json", json);

        assertRefused(directory.resolve("tokenizer.json").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"model\":{\"vocab\":[", "{\"added_tokens\":[{\"content\":"})
    void deep_nesting_is_refused_rather_than_followed(String opening) {
        HandwrittenTokenizer.in(directory).withFile("tokenizer.json", opening.repeat(1_000_000 / opening.length()));

        assertRefused(directory.resolve("tokenizer.json").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tokenizer_config.json", "special_tokens_map.json", "generation_config.json", "config.json"})
    void a_damaged_file_beside_it_is_named(String name) {
        HandwrittenTokenizer.in(directory).withFile(name, "[".repeat(100_000)).write();

        assertRefused(directory.resolve(name).toString(), "not valid JSON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"Precompiled\", \"precompiled_charsmap\": \"AAAA\"}",
                "{\"normalizers\": [{\"type\": \"Replace\", \"pattern\": {\"Regex\": \"a*\"}, \"content\": \"b\"}]}",
                "{\"type\": \"Replace\", \"pattern\": {\"String\": \"\"}, \"content\": \"b\"}",
                "{\"type\": \"Prepend\", \"prepend\": \"\"}"
            })
    void a_normalizer_that_could_end_the_process_is_refused(String normalizer) {
        HandwrittenTokenizer.in(directory).with("normalizer", normalizer).write();

        assertRefused("tokenizer.json", "normalizer", "not supported");
    }

    @Test
    void a_pre_tokenizer_that_could_end_the_process_is_refused() {
        HandwrittenTokenizer.in(directory)
                .with("pre_tokenizer", "{\"type\": \"FixedLength\", \"length\": 0}")
                .write();

        assertRefused("tokenizer.json", "pieces of no length", "not supported");
    }

    @Test
    void a_model_that_could_end_the_process_is_refused() {
        HandwrittenTokenizer.in(directory).with("model", """
                        {"type": "BPE", "continuing_subword_prefix": "###", "vocab": {"a": 0, "b": 1}, "merges": ["a b"]}""").write();

        assertRefused("tokenizer.json", "a prefix for inner pieces", "not supported");
    }

    private void assertRefused(String... partsOfMessage) {
        assertThatThrownBy(() -> Tokenizers.fromDirectory(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(partsOfMessage);
    }
}
