package dev.engram.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.datasets.Prompt;
import dev.engram.models.LetterTokenizer;
import dev.engram.models.SiteModel;
import dev.engram.models.TinyModels;
import dev.engram.models.WhatIfProgress;
import dev.engram.models.engine.reference.ReferenceEngine;
import dev.engram.models.runtime.TransformerModel;
import dev.engram.models.text.Tokenizer;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.testing.Tolerances;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which states of a model are traced. */
class CausalTracerTest {

    @Test
    void all_states_of_a_model_are_traced_where_none_is_named() {
        assertThat(trace(TinyModels.gpt2(1), Set.of()).grids())
                .containsOnlyKeys(RestoredState.HIDDEN, RestoredState.MLP, RestoredState.ATTENTION);
        assertThat(trace(TinyModels.attentionOnly(1), Set.of()).grids())
                .containsOnlyKeys(RestoredState.HIDDEN, RestoredState.ATTENTION);
    }

    @Test
    void mlps_cannot_be_restored_where_there_are_none() {
        assertThatThrownBy(() -> trace(TinyModels.attentionOnly(1), Set.of(RestoredState.HIDDEN, RestoredState.MLP)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'mlp' cannot be restored: the blocks of attention_only have no mlp.out; "
                        + "what can be restored is hidden, attn, severed-attn");
    }

    @Test
    void without_mlps_the_attention_outputs_at_the_last_token_are_all_that_reaches_the_answer() {
        TraceResult result = trace(TinyModels.attentionOnly(1), Set.of(RestoredState.ATTENTION));

        double restored =
                result.grid(RestoredState.ATTENTION).at(result.tokens().length() - 1, 0);

        assertThat(result.corruptedValue()).isNotCloseTo(result.cleanValue(), within(1e-3));
        assertThat(restored).isCloseTo(result.cleanValue(), within(Tolerances.TINY_CELL));
    }

    /** A trace of some letters, with a window that holds all layers. */
    private static TraceResult trace(DecoderWeights weights, Set<RestoredState> states) {
        TraceSettings settings = new TraceSettings(
                windows(states),
                TraceMetric.PROBABILITY,
                Corruption.Noise.gaussian(1),
                3,
                TraceSettings.DEFAULT_SEED,
                TraceSettings.Draws.COMMON,
                TraceSettings.SeveredDraws.ONE);
        TraceRequest request = new TraceRequest(
                Prompt.of("abc abd", "bc"), List.of(), OptionalInt.empty(), Tokenizer.Bos.NEVER, settings);
        try (SiteModel model =
                new TransformerModel(new LetterTokenizer(TinyModels.VOCABULARY), new ReferenceEngine(weights))) {
            return new CausalTracer(model).trace(request, WhatIfProgress.NONE);
        }
    }

    private static Map<RestoredState, RestoreWindow> windows(Set<RestoredState> states) {
        Map<RestoredState, RestoreWindow> windows = new EnumMap<>(RestoredState.class);
        states.forEach(
                state -> windows.put(state, new RestoreWindow(state.defaultWindow(), RestoreWindow.Convention.CODE)));
        return windows;
    }
}
