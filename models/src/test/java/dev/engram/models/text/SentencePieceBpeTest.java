package dev.engram.models.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.weights.GgufMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** SentencePiece's tokenizers, from GGUF files and from directories, against sentencepiece itself ({@code make_sentencepiece_goldens.py}). */
class SentencePieceBpeTest {

    private static final Path FILE = Path.of("model.gguf");

    private static final JsonNode GOLDEN = golden();

    @TempDir
    private Path folder;

    private final Map<String, Object> values = new HashMap<>();

    private static JsonNode golden() {
        try (InputStream in =
                Objects.requireNonNull(SentencePieceBpeTest.class.getResourceAsStream("sentencepiece.json"))) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> cases() {
        return List.copyOf(GOLDEN.path("cases").values());
    }

    private static <T> List<T> list(String field, Function<JsonNode, T> value) {
        return GOLDEN.path(field).valueStream().map(value).toList();
    }

    private static List<Integer> ids(JsonNode node) {
        return node.valueStream().map(JsonNode::asInt).toList();
    }

    private static int id(String token) {
        return list("tokens", JsonNode::asString).indexOf(token);
    }

    @BeforeEach
    void fill() {
        values.put("tokenizer.ggml.model", "llama");
        values.put("tokenizer.ggml.tokens", list("tokens", JsonNode::asString));
        values.put("tokenizer.ggml.scores", list("scores", JsonNode::asDouble));
        values.put("tokenizer.ggml.token_type", list("types", JsonNode::asLong));
        values.put("tokenizer.ggml.unknown_token_id", 0L);
        values.put("tokenizer.ggml.bos_token_id", 1L);
        values.put("tokenizer.ggml.eos_token_id", 2L);
        values.put("tokenizer.ggml.add_bos_token", false);
    }

    /** The kinds of file that hold such a tokenizer. */
    enum Source {
        GGUF {
            @Override
            Tokenizer open(Map<String, Object> values, Path folder) throws IOException {
                return Tokenizers.fromGguf(new GgufMetadata(values), FILE);
            }
        },
        /** As LLaMA 2's directory has it. */
        DIRECTORY {
            @Override
            Tokenizer open(Map<String, Object> values, Path folder) throws IOException {
                return directory(folder, GOLDEN.path("tokenizer").toString());
            }
        },
        /** As newer directories have it. */
        METASPACE {
            @Override
            Tokenizer open(Map<String, Object> values, Path folder) throws IOException {
                ObjectNode tokenizer = (ObjectNode) GOLDEN.path("tokenizer").deepCopy();
                tokenizer.putNull("normalizer");
                tokenizer.set("pre_tokenizer", JsonMapper.shared().readTree("""
                        {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": false}"""));
                return directory(folder, tokenizer.toString());
            }
        },
        /** As a GGUF file is exported. */
        EXPORTED {
            @Override
            Tokenizer open(Map<String, Object> values, Path folder) throws IOException {
                for (Map.Entry<String, byte[]> file : GgufTokenizerFiles.of(new GgufMetadata(values), FILE)
                        .contents(64)
                        .entrySet()) {
                    Files.write(folder.resolve(file.getKey()), file.getValue());
                }
                return Tokenizers.fromDirectory(folder);
            }
        };

        abstract Tokenizer open(Map<String, Object> values, Path folder) throws IOException;

        private static Tokenizer directory(Path folder, String json) throws IOException {
            Files.writeString(folder.resolve("tokenizer.json"), json);
            return Tokenizers.fromDirectory(folder);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tokens_and_offsets_are_those_of_the_fast_tokenizer(Source source) throws IOException {
        try (Tokenizer tokenizer = source.open(values, folder)) {
            for (JsonNode golden : cases()) {
                if (source != Source.METASPACE || !opensWithSpace(golden)) {
                    TokenizerGoldens.assertSameTokens(tokenizer, golden);
                }
            }
        }
    }

    /** A text before which Metaspace puts no second space. */
    private static boolean opensWithSpace(JsonNode golden) {
        return golden.path("prompt").stringValue().matches("(?s)[ ▁].*");
    }

    @ParameterizedTest
    @EnumSource
    void tokens_are_those_of_sentencepiece(Source source) throws IOException {
        try (Tokenizer tokenizer = source.open(values, folder)) {
            for (JsonNode golden : cases()) {
                String text = golden.path("prompt").stringValue();
                if (!text.contains("<unk>") && (source != Source.METASPACE || !opensWithSpace(golden))) { // text to it
                    assertThat(tokenizer.encode(text).ids()).as(text).isEqualTo(ids(golden.path("sentencepiece_ids")));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_goes_on_keeps_its_space(Source source) throws IOException {
        try (Tokenizer tokenizer = source.open(values, folder)) {
            for (JsonNode golden : cases()) {
                String unknown = " ⁇ "; // as sentencepiece shows it; special tokens are left out here
                assertThat(tokenizer.decode(ids(golden.path("half"))))
                        .as(golden.path("prompt").stringValue())
                        .isEqualTo(golden.path("half_text").stringValue().replace(unknown, ""));
            }
            assertThat(tokenizer.decode(List.of())).isEmpty();
            assertThat(tokenizer.tokenText(id("▁Paris"))).isEqualTo(" Paris");
            assertThat(tokenizer.tokenText(id("<0xE6>"))).isEqualTo("\uFFFD");
            assertThat(tokenizer.tokenText(1)).isEqualTo("<s>");
            assertThat(tokenizer.encode("in Paris").display()).isEqualTo("| in| Paris|");
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_answer_is_encoded_as_it_follows_a_prompt(Source source) throws IOException {
        try (Tokenizer tokenizer = source.open(values, folder)) {
            List<Integer> prompt = tokenizer.encode("The capital of France is").ids();
            for (String answer : List.of(" Paris", " north Wellington", "\nthe", "  two", ",", "'s", "東京", "\u0301")) {
                List<Integer> together = new ArrayList<>(prompt);
                TokenSequence continuation = tokenizer.encodeContinuation(answer);
                together.addAll(continuation.ids());

                assertThat(together)
                        .isEqualTo(tokenizer
                                .encode("The capital of France is" + answer)
                                .ids());
                assertThat(continuation.tokens().get(0).start()).isZero();
                assertThat(continuation.tokens().get(continuation.length() - 1).end())
                        .isEqualTo(answer.length());
            }
            assertThat(tokenizer.encodeContinuation(" Paris").ids()).containsExactly(id("▁Paris"));
            assertThat(tokenizer.encodeContinuation("Paris").display()).isEqualTo("|P|aris|");
            assertThat(tokenizer.encodeContinuation("").tokens()).isEmpty();
        }
    }

    @Test
    void neighbours_with_the_highest_score_are_merged_first_whatever_stands_left() throws IOException {
        pieces("<unk>", "a", "b", "c", "ab", "bc", "abc", "▁");
        values.put("tokenizer.ggml.scores", List.of(0., -9., -9., -9., -2., -1., -3., -9.));

        assertThat(display("abcab")).isEqualTo("| |abc|ab|"); // bc, ab at the end, then a and bc
        values.put("tokenizer.ggml.scores", List.of(0., -9., -9., -9., -2., -1., Double.NEGATIVE_INFINITY, -9.));
        assertThat(display("abcab")).isEqualTo("| |abc|ab|");
        pieces("<unk>", "a", "b", "c", "ab", "bc", "acb", "▁");
        assertThat(display("abcab")).isEqualTo("| |a|bc|ab|");
    }

    @Test
    void what_cannot_be_spelled_is_one_unknown_token() throws IOException {
        pieces("<unk>", "a", "b", "c", "ab", "bc", "abc", "▁");
        values.put("tokenizer.ggml.scores", List.of(0., -9., -9., -9., -2., -1., -3., -9.));

        try (Tokenizer tokenizer = open()) {
            assertThat(tokenizer.encode("axya").ids()).containsExactly(7, 1, 0, 1);
        }
    }

    @Test
    void a_file_can_say_that_no_space_is_put_before_a_text() throws IOException {
        values.put("tokenizer.ggml.add_space_prefix", false);

        assertThat(display("the river")).isEqualTo("|th|e| river|");
        assertThat(display(" the river")).isEqualTo("| the| river|");
    }

    @Test
    void a_begin_of_text_token_is_added_unless_the_file_says_otherwise() throws IOException {
        assertThat(display("the river")).isEqualTo("| the| river|");

        values.remove("tokenizer.ggml.add_bos_token");
        assertThat(display("the river")).isEqualTo("|<s>| the| river|");
    }

    @Test
    void roles_that_a_file_does_not_name_are_those_that_such_models_begin_with() throws IOException {
        for (String key : List.of("unknown", "bos", "eos")) {
            values.remove("tokenizer.ggml." + key + "_token_id");
        }
        try (Tokenizer tokenizer = open()) {
            assertThat(tokenizer.bosId()).hasValue(1);
            assertThat(tokenizer.endOfTextIds()).containsExactly(2);
        }

        values.remove("tokenizer.ggml.token_type"); // nothing says that these are no words
        values.put("tokenizer.ggml.unknown_token_id", 0L);
        try (Tokenizer tokenizer = open()) {
            assertThat(tokenizer.bosId()).isEmpty();
            assertThat(tokenizer.endOfTextIds()).isEmpty();
        }
    }

    @Test
    void unused_pieces_are_not_made_and_user_defined_ones_are_taken_whole() throws IOException {
        pieces("<unk>", "a", "b", "c", "ab", "<tool>", "abc", "▁", "▁a");
        values.put("tokenizer.ggml.scores", List.of(0., -9., -9., -9., -2., 0., -1., -9., -1.));
        values.put("tokenizer.ggml.token_type", List.of(2L, 1L, 1L, 1L, 1L, 4L, 5L, 1L, 1L));

        assertThat(display("abc")).isEqualTo("| a|b|c|");
        assertThat(display("b<tool>ab")).isEqualTo("| |b|<tool>| a|b|");
    }

    @Test
    void files_without_what_is_needed_are_refused() {
        values.put("tokenizer.ggml.scores", List.of(1., 2.));
        assertRefused("520 tokens", "the scores of 2");

        values.remove("tokenizer.ggml.scores");
        assertRefused("there is no tokenizer.ggml.scores");

        pieces("x", "a", "b", "c", "ab", "bc", "abc", "▁");
        values.remove("tokenizer.ggml.unknown_token_id");
        values.put("tokenizer.ggml.scores", List.of(0., -9., -9., -9., -2., -1., -3., -9.));
        assertRefused("neither a token for each byte", "nor one for what is unknown");

        values.put("tokenizer.ggml.scores", List.of(0., -9., -9., Double.NaN, -2., -1., -3., -9.));
        assertRefused("the score of its token 3 is no number");
    }

    private void pieces(String... pieces) {
        values.put("tokenizer.ggml.tokens", List.of(pieces));
        values.remove("tokenizer.ggml.token_type");
        values.remove("tokenizer.ggml.bos_token_id");
        values.remove("tokenizer.ggml.eos_token_id");
    }

    private Tokenizer open() throws IOException {
        return Source.GGUF.open(values, folder);
    }

    private String display(String text) throws IOException {
        try (Tokenizer tokenizer = open()) {
            return tokenizer.encode(text).display();
        }
    }

    private void assertRefused(String... partsOfMessage) {
        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(partsOfMessage)
                .hasMessageContaining("model.gguf");
    }
}
