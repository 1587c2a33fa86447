package dev.engram.models.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.testing.SharedFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TinyModelTokenizersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt-neox",
                "gpt-neox-sequential",
                "gpt2",
                "gpt2-f16",
                "gptj",
                "llama",
                "llama3-bf16",
                "mistral",
                "qwen2",
                "qwen3"
            })
    void ids_and_offsets_are_those_of_transformers(String model) throws IOException {
        Path directory = SharedFolder.require("models", "tiny", model);
        List<JsonNode> cases = TokenizerGoldens.cases(SharedFolder.require("golden", "tiny", model + ".json"));

        try (Tokenizer tokenizer = Tokenizers.fromDirectory(directory)) {
            assertThat(cases).isNotEmpty();
            cases.forEach(golden -> TokenizerGoldens.assertSameTokens(tokenizer, golden));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "gpt2")
    void roles_are_read_from_the_directory(String model) throws IOException {
        try (Tokenizer tokenizer = Tokenizers.fromDirectory(SharedFolder.require("models", "tiny", model))) {
            assertThat(tokenizer.vocabularySize()).isEqualTo(384);
            assertThat(tokenizer.bosId()).hasValue(0);
            assertThat(tokenizer.endOfTextIds()).containsExactly(0);
            assertThat(tokenizer.tokenText(0)).isEqualTo("<|endoftext|>");
            assertThat(tokenizer.tokenText(383)).isEqualTo("<unused383>");
        }
    }
}
