package dev.engram.models.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.models.TinyDirectories;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TinyModelTokenizersTest {

    @ParameterizedTest
    @MethodSource("dev.engram.models.TinyDirectories#supported")
    void ids_and_offsets_are_those_of_transformers(String model) throws IOException {
        List<JsonNode> cases = TokenizerGoldens.cases(TinyDirectories.golden(model));

        try (Tokenizer tokenizer = Tokenizers.fromDirectory(TinyDirectories.directory(model))) {
            assertThat(cases).isNotEmpty();
            cases.forEach(golden -> TokenizerGoldens.assertSameTokens(tokenizer, golden));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "gpt2")
    void roles_are_read_from_the_directory(String model) throws IOException {
        try (Tokenizer tokenizer = Tokenizers.fromDirectory(TinyDirectories.directory(model))) {
            assertThat(tokenizer.vocabularySize()).isEqualTo(384);
            assertThat(tokenizer.bosId()).hasValue(0);
            assertThat(tokenizer.endOfTextIds()).containsExactly(0);
            assertThat(tokenizer.tokenText(0)).isEqualTo("<|endoftext|>");
            assertThat(tokenizer.tokenText(383)).isEqualTo("<unused383>");
        }
    }
}
