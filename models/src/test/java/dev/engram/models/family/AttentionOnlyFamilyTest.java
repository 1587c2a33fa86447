package dev.engram.models.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.ForwardRequest;
import dev.engram.models.Intervention;
import dev.engram.models.LetterTokenizer;
import dev.engram.models.LogitSelection;
import dev.engram.models.MemoryCheckpoint;
import dev.engram.models.Region;
import dev.engram.models.Site;
import dev.engram.models.SiteKind;
import dev.engram.models.SiteModel;
import dev.engram.models.TinyModels;
import dev.engram.models.engine.Engine;
import dev.engram.models.engine.djl.DjlEngine;
import dev.engram.models.engine.reference.ReferenceEngine;
import dev.engram.models.runtime.TransformerModel;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.tensor.IndexRange;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.testing.Tolerances;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Decoders without MLP: what they compute, on each engine, and what they refuse. */
class AttentionOnlyFamilyTest {

    private static final List<Integer> TOKENS = List.of(3, 1, 4, 1, 5);

    private final AttentionOnlyFormula formula = new AttentionOnlyFormula();

    static Stream<Arguments> engines() {
        return Stream.of(
                        Named.<Function<DecoderWeights, Engine>>of("reference", ReferenceEngine::new),
                        Named.<Function<DecoderWeights, Engine>>of("djl", DjlEngine::load))
                .flatMap(engine -> Stream.of(true, false).map(tied -> Arguments.of(engine, tied)));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void logits_are_those_of_the_formula(Function<DecoderWeights, Engine> engine, boolean tied) {
        FloatTensor logits = logits(engine.apply(described(config(tied), formula.parameters())));

        double[][] expected = formula.logits(TOKENS, tied ? "transformer.wte.weight" : "lm_head.weight");
        for (int position = 0; position < TOKENS.size(); position++) {
            for (int token = 0; token < AttentionOnlyFormula.VOCABULARY; token++) {
                assertThat((double) logits.get(position, token))
                        .isCloseTo(expected[position][token], within(Tolerances.TINY_ACTIVATION));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void logits_are_those_of_a_gpt2_whose_mlps_add_nothing(Function<DecoderWeights, Engine> engine, boolean tied) {
        Map<String, FloatTensor> silent = new HashMap<>(formula.parameters());
        int width = AttentionOnlyFormula.WIDTH;
        for (int layer = 0; layer < AttentionOnlyFormula.LAYERS; layer++) {
            String block = "transformer.h." + layer + ".";
            silent.put(block + "ln_2.weight", formula.parameter(block + "ln_1.weight"));
            silent.put(block + "ln_2.bias", formula.parameter(block + "ln_1.bias"));
            silent.put(block + "mlp.c_fc.weight", formula.parameter(block + "attn.c_attn.weight"));
            silent.put(block + "mlp.c_fc.bias", formula.parameter(block + "attn.c_attn.bias"));
            silent.put(block + "mlp.c_proj.weight", FloatTensor.wrap(new float[3 * width * width], 3 * width, width));
            silent.put(block + "mlp.c_proj.bias", FloatTensor.wrap(new float[width], width));
        }
        Map<String, Object> gpt2 = new HashMap<>(config(tied));
        gpt2.put("model_type", "gpt2");
        gpt2.put("n_inner", 3 * width);

        assertThat(logits(engine.apply(described(config(tied), formula.parameters()))))
                .isEqualTo(logits(engine.apply(described(gpt2, silent))));
    }

    @Test
    void there_are_no_sites_of_an_mlp_and_none_between_it_and_attention() {
        try (SiteModel model = model(new ReferenceEngine(TinyModels.attentionOnly(1)))) {
            assertThat(model.sites().stream().map(Site::kind))
                    .doesNotContain(SiteKind.RESID_MID, SiteKind.MLP_PRE, SiteKind.MLP_POST, SiteKind.MLP_OUT)
                    .contains(SiteKind.EMBED, SiteKind.RESID_PRE, SiteKind.ATTN_OUT, SiteKind.RESID_POST);

            ForwardRequest request = ForwardRequest.of(List.of(TOKENS));
            Region first = Region.of(IndexRange.single(0), IndexRange.single(0));
            assertThatThrownBy(() -> model.run(request.capturing(Set.of(Site.parse("blocks.0.mlp.post")))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("blocks.0.mlp.post does not exist: the blocks of attention_only have no MLP");
            assertThatThrownBy(() -> model.run(
                            request.changing(List.of(new Intervention.Zero(Site.parse("blocks.1.resid.mid"), first)))))
                    .hasMessage("blocks.1.resid.mid does not exist: the blocks of attention_only have no MLP");
        }
    }

    @Test
    void a_checkpoint_with_an_mlp_is_refused() {
        Map<String, FloatTensor> parameters = new HashMap<>(formula.parameters());
        parameters.put("transformer.h.1.mlp.c_fc.bias", FloatTensor.of(new float[] {1, 2}, 2));

        assertThatThrownBy(() -> described(config(true), parameters))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("test model: a model of type 'attention_only' has no MLP, but its checkpoint holds "
                        + "'transformer.h.1.mlp.c_fc.bias'");
    }

    @Test
    void what_is_missing_is_named() {
        Map<String, Object> withoutHeads = new HashMap<>(config(true));
        withoutHeads.remove("n_head");
        Map<String, FloatTensor> withoutUnembedding = new HashMap<>(formula.parameters());
        withoutUnembedding.remove("lm_head.weight");

        assertThatThrownBy(() -> described(withoutHeads, formula.parameters()))
                .hasMessage("test model does not say 'n_head'");
        assertThatThrownBy(() -> described(config(false), withoutUnembedding)).hasMessageContaining("lm_head.weight");
    }

    @Test
    void weights_that_contradict_the_topology_are_refused() {
        DecoderWeights without = TinyModels.attentionOnly(1);
        DecoderWeights with = TinyModels.gpt2(1);

        assertThatThrownBy(() -> new DecoderWeights(
                        without.spec(),
                        without.tokenEmbedding(),
                        without.positionEmbedding(),
                        Collections.nCopies(
                                without.spec().layers(), with.blocks().get(0)),
                        without.finalNorm(),
                        without.unembedding()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("blocks of topology ATTENTION_ONLY have no MLP, but weights hold one");
    }

    private static Map<String, Object> config(boolean tied) {
        return Map.of(
                "model_type",
                "attention_only",
                "n_layer",
                AttentionOnlyFormula.LAYERS,
                "n_embd",
                AttentionOnlyFormula.WIDTH,
                "n_head",
                AttentionOnlyFormula.HEADS,
                "n_positions",
                AttentionOnlyFormula.CONTEXT,
                "vocab_size",
                AttentionOnlyFormula.VOCABULARY,
                "layer_norm_epsilon",
                AttentionOnlyFormula.EPSILON,
                "tie_word_embeddings",
                tied);
    }

    private static DecoderWeights described(Map<String, Object> values, Map<String, FloatTensor> parameters) {
        MemoryCheckpoint checkpoint = new MemoryCheckpoint();
        parameters.forEach((name, tensor) -> checkpoint.put(
                name,
                tensor.toArray(),
                tensor.shape().stream().mapToInt(Integer::intValue).toArray()));
        ModelConfig config = new ModelConfig("test model", values);
        return ModelFamilies.of(config).describe(config, checkpoint);
    }

    private static SiteModel model(Engine engine) {
        return new TransformerModel(new LetterTokenizer(TinyModels.VOCABULARY), engine);
    }

    private static FloatTensor logits(Engine engine) {
        try (SiteModel model = model(engine)) {
            ForwardRequest request = ForwardRequest.of(List.of(TOKENS)).selecting(new LogitSelection.AllPositions());
            return model.run(request).logits().get(0);
        }
    }
}
