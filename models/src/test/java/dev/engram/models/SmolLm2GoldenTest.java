package dev.engram.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.files.ModelFiles;
import dev.engram.models.generation.Generation;
import dev.engram.models.generation.GenerationRequest;
import dev.engram.models.generation.Sampling;
import dev.engram.models.score.Continuation;
import dev.engram.models.score.ContinuationScore;
import dev.engram.models.score.TeacherForcing;
import dev.engram.models.score.TokenScore;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.text.TokenSequence;
import dev.engram.testing.SharedFolder;
import dev.engram.testing.Tolerances;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real pretrained model, from a quantised GGUF file, against what Hugging Face transformers computes for it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmolLm2GoldenTest {

    private SiteModel model;
    private JsonNode golden;

    @BeforeAll
    void load() throws IOException {
        try (ModelFiles files = ModelFiles.open(SharedFolder.require("models", "smollm2-135m-instruct-q4_1.gguf"))) {
            model = files.load();
        }
        golden = JsonMapper.shared()
                .readTree(SharedFolder.require("golden", "smollm2-logits.json").toFile());
    }

    @AfterAll
    void close() {
        if (model != null) {
            model.close();
        }
    }

    IntStream cases() {
        assertThat(golden.size()).isPositive();
        return IntStream.range(0, golden.size());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void tokens_and_offsets_are_identical(int index) {
        JsonNode expected = golden.get(index);

        TokenSequence tokens = model.tokenizer().encode(expected.get("prompt").asString());

        assertThat(tokens.ids()).isEqualTo(integers(expected.get("token_ids")));
        for (int i = 0; i < tokens.length(); i++) {
            JsonNode offsets = expected.get("offsets").get(i);
            assertThat(tokens.codePointOffset(tokens.tokens().get(i).start()))
                    .isEqualTo(offsets.get(0).asInt());
            assertThat(tokens.codePointOffset(tokens.tokens().get(i).end()))
                    .isEqualTo(offsets.get(1).asInt());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void logits_residuals_and_patterns_agree(int index) {
        JsonNode expected = golden.get(index);
        List<Integer> ids = integers(expected.get("token_ids"));
        int layers = model.spec().layers();
        Site firstPattern = new Site(SiteKind.ATTN_PATTERN, 0);
        Site laterPattern = new Site(SiteKind.ATTN_PATTERN, 20);
        Set<Site> sites = new HashSet<>(Set.of(firstPattern, laterPattern));
        IntStream.range(0, layers).forEach(layer -> sites.add(new Site(SiteKind.RESID_POST, layer)));

        ForwardResult result = model.run(ForwardRequest.of(List.of(ids)).capturing(sites));

        for (JsonNode top : expected.get("top10")) {
            assertThat((double) result.lastLogits(0).get(top.get(0).asInt()))
                    .isCloseTo(top.get(2).asDouble(), within(Tolerances.REAL_LOGIT));
        }
        for (int layer = 0; layer < layers; layer++) {
            FloatTensor residual =
                    result.activation(new Site(SiteKind.RESID_POST, layer), 0).at(ids.size() - 1);
            double norm =
                    expected.get("residual_norm_after_block_at_last").get(layer).asDouble();
            assertThat(norm(residual)).isCloseTo(norm, within(norm * Tolerances.REAL_NORM_RELATIVE));
        }
        assertPattern(result.activation(firstPattern, 0).at(0), expected.get("attention_l0h0"));
        assertPattern(result.activation(laterPattern, 0).at(8), expected.get("attention_l20h8"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void greedy_tokens_are_identical(int index) {
        JsonNode expected = golden.get(index);
        List<Integer> wanted = integers(expected.get("greedy12_ids"));

        List<Integer> generated = model.generate(new GenerationRequest(
                        integers(expected.get("token_ids")),
                        12,
                        model.tokenizer().endOfTextIds(),
                        new Sampling.Greedy()))
                .tokens();

        assertThat(generated).isEqualTo(wanted);
    }

    @Test
    void greedy_tokens_are_identical_where_all_prompts_are_continued_side_by_side() {
        List<GenerationRequest> requests = new ArrayList<>();
        List<List<Integer>> wanted = new ArrayList<>();
        for (JsonNode expected : golden) {
            wanted.add(integers(expected.get("greedy12_ids")));
            requests.add(new GenerationRequest(
                    integers(expected.get("token_ids")), 12, model.tokenizer().endOfTextIds(), new Sampling.Greedy()));
        }

        List<Generation> generated = model.generate(requests);

        assertThat(generated.stream().map(Generation::tokens)).isEqualTo(wanted);
    }

    @Test
    void greedy_tokens_are_first_choices_when_they_are_given() {
        List<Continuation> continuations = new ArrayList<>();
        for (JsonNode expected : golden) {
            continuations.add(
                    new Continuation(integers(expected.get("token_ids")), integers(expected.get("greedy12_ids"))));
        }

        List<ContinuationScore> scores = TeacherForcing.score(model, continuations);

        assertThat(scores).hasSize(golden.size());
        assertThat(scores.stream().flatMap(score -> score.tokens().stream())).allMatch(TokenScore::isFirstChoice);
    }

    private static void assertPattern(FloatTensor actual, JsonNode expected) {
        for (int query = 0; query < expected.size(); query++) {
            for (int key = 0; key <= query; key++) {
                assertThat((double) actual.get(query, key))
                        .isCloseTo(expected.get(query).get(key).asDouble(), within(Tolerances.TINY_ACTIVATION));
            }
        }
    }

    private static double norm(FloatTensor tensor) {
        double squares = 0;
        for (float value : tensor.toArray()) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    private static List<Integer> integers(JsonNode array) {
        return IntStream.range(0, array.size())
                .mapToObj(i -> array.get(i).asInt())
                .toList();
    }
}
