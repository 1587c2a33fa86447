package dev.engram.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.files.EngineKind;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.text.TokenSequence;
import dev.engram.testing.Tolerances;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tiny models of each family against what Hugging Face transformers computes for them. */
class TinyGoldenTest {

    @ParameterizedTest
    @MethodSource("dev.engram.models.TinyDirectories#supported")
    void the_djl_engine_agrees_with_transformers(String name) throws IOException {
        try (ModelFiles files = ModelFiles.open(TinyDirectories.directory(name));
                SiteModel model = files.load()) {
            assertAgrees(model, name);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.engram.models.TinyDirectories#supported")
    void the_onnx_engine_agrees_with_transformers(String name) throws IOException {
        try (ModelFiles files = ModelFiles.open(TinyDirectories.directory(name));
                SiteModel model = files.load(EngineKind.ONNX)) {
            assertAgrees(model, name);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.engram.models.TinyDirectories#supported")
    void the_reference_engine_agrees_with_transformers(String name) throws IOException {
        try (ModelFiles files = ModelFiles.open(TinyDirectories.directory(name));
                SiteModel model = files.load(EngineKind.REFERENCE)) {
            assertAgrees(model, name);
        }
    }

    private static void assertAgrees(SiteModel model, String name) throws IOException {
        JsonNode golden =
                JsonMapper.shared().readTree(TinyDirectories.golden(name).toFile());
        assertThat(golden.get("cases")).isNotEmpty();
        for (JsonNode expected : golden.get("cases")) {
            assertAgrees(model, expected);
        }
    }

    private static void assertAgrees(SiteModel model, JsonNode expected) {
        TokenSequence tokens = model.tokenizer().encode(expected.get("prompt").asString());
        assertThat(tokens.ids()).isEqualTo(integers(expected.get("token_ids")));
        for (int i = 0; i < tokens.length(); i++) {
            JsonNode offsets = expected.get("offsets").get(i);
            assertThat(tokens.codePointOffset(tokens.tokens().get(i).start()))
                    .isEqualTo(offsets.get(0).asInt());
            assertThat(tokens.codePointOffset(tokens.tokens().get(i).end()))
                    .isEqualTo(offsets.get(1).asInt());
        }

        Set<Site> sites = new HashSet<>(Set.of(new Site(SiteKind.ATTN_PATTERN, 0)));
        for (int layer = 0; layer < model.spec().layers(); layer++) {
            sites.add(new Site(SiteKind.RESID_POST, layer));
        }
        ForwardResult result =
                model.run(ForwardRequest.of(List.of(tokens.ids())).capturing(sites));

        int last = tokens.length() - 1;
        assertClose(result.lastLogits(0), expected.get("last_logits"), "logits");
        for (int layer = 0; layer < model.spec().layers(); layer++) {
            FloatTensor residual = result.activation(new Site(SiteKind.RESID_POST, layer), 0);
            assertClose(
                    residual.at(last),
                    expected.get("residual_after_block_at_last").get(layer),
                    "block " + layer);
        }
        FloatTensor pattern = result.activation(new Site(SiteKind.ATTN_PATTERN, 0), 0);
        for (int head = 0; head < pattern.dimension(0); head++) {
            for (int query = 0; query <= last; query++) {
                JsonNode row =
                        expected.get("attention_pattern_block0").get(head).get(query);
                assertClose(pattern.at(head).at(query), row, "pattern of head " + head);
            }
        }
    }

    private static void assertClose(FloatTensor actual, JsonNode expected, String what) {
        assertThat(actual.size()).as(what).isEqualTo(expected.size());
        for (int i = 0; i < actual.size(); i++) {
            assertThat((double) actual.get(i))
                    .as("%s, element %d", what, i)
                    .isCloseTo(expected.get(i).asDouble(), within(Tolerances.TINY_ACTIVATION));
        }
    }

    private static List<Integer> integers(JsonNode array) {
        return IntStream.range(0, array.size())
                .mapToObj(i -> array.get(i).asInt())
                .toList();
    }
}
