package dev.engram.models.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares ids and code point offsets with those of Hugging Face's transformers. */
final class TokenizerGoldens {

    private TokenizerGoldens() {}

    /** The cases of a golden file: a list of them, or an object that has it as {@code cases}. */
    static List<JsonNode> cases(Path golden) {
        JsonNode root = new JsonMapper().readTree(golden);
        return List.copyOf((root.isArray() ? root : root.path("cases")).values());
    }

    static void assertSameTokens(Tokenizer tokenizer, JsonNode golden) {
        String prompt = golden.path("prompt").stringValue();
        TokenSequence tokens = tokenizer.encode(prompt);

        assertThat(tokens.ids()).as("ids of '%s'", prompt).isEqualTo(ints(golden.path("token_ids")));
        assertThat(codePointOffsets(tokens))
                .as("offsets of '%s'", prompt)
                .isEqualTo(golden.path("offsets")
                        .valueStream()
                        .map(TokenizerGoldens::ints)
                        .toList());
    }

    private static List<List<Integer>> codePointOffsets(TokenSequence tokens) {
        return tokens.tokens().stream()
                .map(token -> List.of(tokens.codePointOffset(token.start()), tokens.codePointOffset(token.end())))
                .toList();
    }

    private static List<Integer> ints(JsonNode array) {
        List<Integer> values = new ArrayList<>();
        array.values().forEach(value -> values.add(value.intValue()));
        return values;
    }
}
