package dev.engram.models.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.models.weights.GgufFile;
import dev.engram.models.weights.GgufMetadata;
import dev.engram.testing.SharedFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** The tokenizer of a real model, built from the metadata of its GGUF file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmolLm2TokenizerTest {

    private final Path file = SharedFolder.require("models", "smollm2-135m-instruct-q4_1.gguf");
    private final GgufMetadata metadata;
    private final Tokenizer tokenizer;

    SmolLm2TokenizerTest() throws IOException {
        try (GgufFile gguf = GgufFile.open(file)) {
            metadata = gguf.metadata();
        }
        tokenizer = Tokenizers.fromGguf(metadata, file);
    }

    @AfterAll
    void close() {
        tokenizer.close();
    }

    @Test
    void ids_and_offsets_are_those_of_transformers() {
        List<JsonNode> cases = TokenizerGoldens.cases(SharedFolder.require("golden", "smollm2-logits.json"));

        assertThat(cases).hasSize(6);
        cases.forEach(golden -> TokenizerGoldens.assertSameTokens(tokenizer, golden));
    }

    @Test
    void what_the_model_generated_decodes_to_the_golden_text() {
        for (JsonNode golden : TokenizerGoldens.cases(SharedFolder.require("golden", "smollm2-logits.json"))) {
            List<Integer> ids = golden.path("greedy12_ids")
                    .valueStream()
                    .map(JsonNode::intValue)
                    .toList();

            assertThat(tokenizer.decode(ids))
                    .isEqualTo(golden.path("greedy12").stringValue().replace("<|im_end|>", ""));
        }
    }

    @Test
    void no_begin_of_text_token_is_added_where_the_file_says_so() {
        assertThat(tokenizer.encode("The").ids()).containsExactly(504);
        assertThat(tokenizer.encode("The", Tokenizer.Bos.ALWAYS).ids()).containsExactly(1, 504);
        assertThat(tokenizer.endOfTextIds()).containsExactly(2);
        assertThat(tokenizer.vocabularySize()).isEqualTo(49_152);
    }

    @Test
    void special_tokens_in_the_text_are_parsed_and_left_out_of_what_is_decoded() {
        TokenSequence tokens = tokenizer.encode("<|im_start|>The<|im_end|>");

        assertThat(tokens.ids()).containsExactly(1, 504, 2);
        assertThat(tokens.display()).isEqualTo("|<|im_start|>|The|<|im_end|>|");
        assertThat(tokenizer.decode(tokens.ids())).isEqualTo("The");
    }

    @Test
    void each_digit_is_a_token() {
        assertThat(tokenizer.encode("in 1969").display()).isEqualTo("|in| |1|9|6|9|");
    }
}
