package dev.engram.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.datasets.Prompt;
import dev.engram.models.ForwardRequest;
import dev.engram.models.Intervention;
import dev.engram.models.LetterTokenizer;
import dev.engram.models.LogitSelection;
import dev.engram.models.Region;
import dev.engram.models.Site;
import dev.engram.models.SiteKind;
import dev.engram.models.SiteModel;
import dev.engram.models.TinyModels;
import dev.engram.models.WhatIfProgress;
import dev.engram.models.engine.reference.ReferenceEngine;
import dev.engram.models.runtime.TransformerModel;
import dev.engram.models.spec.Visibility;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.tensor.IndexRange;
import dev.engram.models.text.Tokenizer;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.testing.SeededCases;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold of every trace, on random tiny models in double precision. */
class TracingLawsTest {

    /** Double precision from end to end, but for the noise: nothing but the order of sums differs. */
    private static final double ROUNDING = 1e-12;

    /** Letters; the subject begins at position 2. */
    private static final Prompt PROMPT = Prompt.of("xyabcdef", "abc");

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(12);
    }

    private static SiteModel model(long seed) {
        return new TransformerModel(
                new LetterTokenizer(TinyModels.VOCABULARY), new ReferenceEngine(TinyModels.any(seed)));
    }

    private static TraceSettings settings(Map<RestoredState, RestoreWindow> windows, int samples) {
        return new TraceSettings(
                windows,
                TraceMetric.PROBABILITY,
                Corruption.Noise.gaussian(0.8),
                samples,
                3,
                TraceSettings.Draws.COMMON,
                TraceSettings.SeveredDraws.ONE);
    }

    private static Map<RestoredState, RestoreWindow> windows(Set<RestoredState> states, int width) {
        Map<RestoredState, RestoreWindow> windows = new EnumMap<>(RestoredState.class);
        states.forEach(state -> windows.put(
                state, new RestoreWindow(state.isBlockOutput() ? 1 : width, RestoreWindow.Convention.CODE)));
        return windows;
    }

    private static TraceResult trace(SiteModel model, TraceSettings settings) {
        TraceRequest request = new TraceRequest(PROMPT, List.of(), OptionalInt.empty(), Tokenizer.Bos.NEVER, settings);
        return new CausalTracer(model).trace(request, WhatIfProgress.NONE);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void every_cell_is_that_of_whole_passes(long seed) {
        try (SiteModel model = model(seed)) {
            TraceSettings settings = settings(windows(new CausalTracer(model).states(), 2), 3);
            TraceResult result = trace(model, settings);
            PlainTrace plain = new PlainTrace(
                    model,
                    result.tokens(),
                    result.subject(),
                    result.answer().ids().get(0),
                    settings);

            assertThat(result.cleanValue()).isCloseTo(plain.baselines().clean(), within(ROUNDING));
            assertThat(result.corruptedValue()).isCloseTo(plain.baselines().corrupted(), within(ROUNDING));
            settings.states().forEach((state, window) -> {
                List<RestoredCell> cells = PlainTrace.cells(
                        state, result.tokens().length(), model.spec().layers(), window);
                double[] expected = plain.restoring(cells);
                double[] actual = result.grid(state).values().toArray();
                assertThat(actual).as(state.label()).containsExactly(expected, within(ROUNDING));
            });
        }
    }

    /** The subject has 3 tokens, and its last one is 3 positions before the answer's. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_window_shorter_than_the_subject_is_traced_and_what_lies_out_of_its_reach_has_no_effect(int size) {
        for (int found = 0, seed = 0; found < 3; seed++) {
            DecoderWeights weights = TinyModels.mistral(seed);
            if (!weights.spec().visibility().contains(new Visibility.Windowed(size))) {
                continue;
            }
            found++;
            try (SiteModel model =
                    new TransformerModel(new LetterTokenizer(TinyModels.VOCABULARY), new ReferenceEngine(weights))) {
                TraceSettings settings = settings(windows(new CausalTracer(model).states(), 2), 2);
                TraceResult result = trace(model, settings);
                int reach = model.spec().layers() * (size - 1);
                if (reach < 3) {
                    assertThat(result.corruptedValue()).isEqualTo(result.cleanValue());
                } else {
                    assertThat(result.corruptedValue()).isNotEqualTo(result.cleanValue());
                }
                PlainTrace plain = new PlainTrace(
                        model,
                        result.tokens(),
                        result.subject(),
                        result.answer().ids().get(0),
                        settings);
                settings.states().forEach((state, window) -> {
                    List<RestoredCell> cells = PlainTrace.cells(
                            state, result.tokens().length(), model.spec().layers(), window);
                    assertThat(result.grid(state).values().toArray())
                            .as(
                                    "%s, size %d, %d layers",
                                    state.label(), size, model.spec().layers())
                            .containsExactly(plain.restoring(cells), within(ROUNDING));
                });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void what_cannot_change_the_answer_leaves_it_exactly(long seed) {
        try (SiteModel model = model(seed)) {
            TraceResult result = trace(model, settings(windows(new CausalTracer(model).states(), 2), 2));
            int last = result.tokens().length() - 1;
            int top = model.spec().layers() - 1;

            result.grids().forEach((state, grid) -> {
                for (int layer = 0; layer <= top; layer++) {
                    for (int position = 0; position < result.subject().from(); position++) {
                        assertThat(grid.at(position, layer)).isEqualTo(result.corruptedValue());
                    }
                }
            });
            assertThat(result.grid(RestoredState.HIDDEN).at(last, top)).isEqualTo(result.cleanValue());
            assertThat(result.grid(RestoredState.HIDDEN).at(last - 1, top)).isEqualTo(result.corruptedValue());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_severed_module_is_held_at_its_corrupted_value(long seed) {
        try (SiteModel model = model(seed)) {
            boolean hasMlp = model.sites().contains(new Site(SiteKind.MLP_OUT, 0));
            RestoredState severed = hasMlp ? RestoredState.SEVERED_MLP : RestoredState.SEVERED_ATTENTION;
            SiteKind held = hasMlp ? SiteKind.MLP_OUT : SiteKind.ATTN_OUT;
            TraceSettings settings = settings(windows(Set.of(RestoredState.HIDDEN, severed), 1), 1);
            TraceResult result = trace(model, settings);
            int top = model.spec().layers() - 1;

            for (int position = 0; position < result.tokens().length(); position++) {
                for (int layer = 0; layer <= top; layer++) {
                    assertThat(result.grid(severed).at(position, layer))
                            .as("position %d, layer %d", position, layer)
                            .isCloseTo(severed(model, result, settings, held, position, layer), within(ROUNDING));
                }
                assertThat(result.grid(severed).at(position, top))
                        .isEqualTo(result.grid(RestoredState.HIDDEN).at(position, top)); // nothing above to hold
            }
        }
    }

    /** One cell by whole passes: the clean run, the corrupted one, and that with a state put back and modules held. */
    private static double severed(
            SiteModel model, TraceResult result, TraceSettings settings, SiteKind held, int position, int layer) {
        int width = model.spec().width();
        int length = result.subject().length();
        FloatTensor noise = FloatTensor.wrap(
                ((Corruption.Noise) settings.corruption()).distribution().draw(length, width, settings.seed()),
                length,
                width);
        IndexRange subject =
                new IndexRange(result.subject().from(), result.subject().to());
        Region at = Region.of(IndexRange.single(2), IndexRange.single(position));
        List<Intervention> changes = new ArrayList<>();
        changes.add(new Intervention.Add(Site.embed(), Region.of(IndexRange.single(1), subject), noise));
        changes.add(new Intervention.Add(Site.embed(), Region.of(IndexRange.single(2), subject), noise));
        changes.add(new Intervention.Restore(new Site(SiteKind.RESID_POST, layer), at, 0));
        for (int l = 0; l < model.spec().layers(); l++) {
            changes.add(new Intervention.Restore(new Site(held, l), at, 1));
        }
        List<Integer> ids = result.tokens().ids();
        ForwardRequest request = ForwardRequest.of(List.of(ids, ids, ids))
                .changing(changes)
                .selecting(new LogitSelection.Answers(List.of(new LogitSelection.Answer(
                        2, ids.size() - 1, result.answer().ids().get(0)))));
        return Math.exp(model.run(request).logProbabilities().get(0));
    }

    @Test
    void with_other_draws_the_severed_runs_are_those_of_the_second_half_of_the_noise() {
        try (SiteModel model = model(2)) {
            TraceSettings one = settings(windows(Set.of(RestoredState.SEVERED_MLP), 1), 2);
            TraceSettings two = new TraceSettings(
                    one.states(),
                    one.metric(),
                    one.corruption(),
                    2,
                    one.seed(),
                    one.draws(),
                    TraceSettings.SeveredDraws.TWO);
            TraceSettings four = settings(windows(Set.of(RestoredState.HIDDEN), 1), 4);

            double first = trace(model, one).corruptedValue();
            TraceResult severed = trace(model, two);
            double second = 2 * trace(model, four).corruptedValue() - first;

            assertThat(severed.corruptedValue()).isEqualTo(first);
            assertThat(severed.grid(RestoredState.SEVERED_MLP).at(0, 0)) // before the subject nothing changes
                    .isCloseTo(second, within(ROUNDING))
                    .isNotCloseTo(first, within(1e-6));
        }
    }

    @Test
    void the_probability_of_several_tokens_is_the_product_of_each_after_those_before() {
        try (SiteModel model = model(2)) {
            TraceSettings settings = settings(windows(Set.of(RestoredState.HIDDEN), 1), 2);
            List<Integer> answer = List.of(7, 11, 13);

            TraceResult result = new CausalTracer(model)
                    .trace(
                            new TraceRequest(PROMPT, answer, OptionalInt.empty(), Tokenizer.Bos.NEVER, settings),
                            WhatIfProgress.NONE);

            List<Integer> tokens = new ArrayList<>(result.tokens().ids());
            double expected = 1;
            for (int token : answer) {
                double[] logits =
                        toDoubles(model.nextTokenLogits(List.of(tokens)).get(0));
                expected *= Math.exp(logits[token])
                        / IntStream.range(0, logits.length)
                                .mapToDouble(i -> Math.exp(logits[i]))
                                .sum();
                tokens.add(token);
            }
            assertThat(result.cleanValue()).isCloseTo(expected, within(1e-6)); // logits leave the engine as floats
            assertThat(result.grid(RestoredState.HIDDEN).positions()).isEqualTo(8);
        }
    }

    private static double[] toDoubles(FloatTensor values) {
        return IntStream.range(0, values.size()).mapToDouble(i -> values.get(i)).toArray();
    }

    @Test
    void metrics_of_the_same_runs_agree() {
        try (SiteModel model = model(2)) {
            TraceResult probability = trace(model, with(TraceMetric.PROBABILITY));
            TraceResult logProbability = trace(model, with(TraceMetric.LOG_PROBABILITY));
            int answer = probability.answer().ids().get(0);
            TraceResult difference = new CausalTracer(model)
                    .trace(
                            new TraceRequest(
                                    PROMPT,
                                    List.of(answer),
                                    OptionalInt.of(5),
                                    Tokenizer.Bos.NEVER,
                                    with(TraceMetric.LOGIT_DIFFERENCE)),
                            WhatIfProgress.NONE);
            FloatTensor logits =
                    model.nextTokenLogits(List.of(probability.tokens().ids())).get(0);

            assertThat(logProbability.cleanValue()).isCloseTo(Math.log(probability.cleanValue()), within(ROUNDING));
            assertThat(difference.cleanValue()).isCloseTo(logits.get(answer) - logits.get(5), within(1e-5));
        }
    }

    private static TraceSettings with(TraceMetric metric) {
        TraceSettings base = settings(windows(Set.of(RestoredState.HIDDEN), 1), 1);
        return new TraceSettings(
                base.states(), metric, base.corruption(), 1, base.seed(), base.draws(), base.severedDraws());
    }

    @Test
    void fresh_draws_differ_between_prompts_and_not_between_runs() {
        TraceSettings fresh = new TraceSettings(
                Map.of(),
                TraceMetric.PROBABILITY,
                Corruption.Noise.gaussian(1),
                1,
                1,
                TraceSettings.Draws.FRESH,
                TraceSettings.SeveredDraws.ONE);

        assertThat(fresh.seedOf("one")).isEqualTo(fresh.seedOf("one")).isNotEqualTo(fresh.seedOf("two"));
        assertThat(settings(Map.of(), 1).seedOf("one"))
                .isEqualTo(settings(Map.of(), 1).seedOf("two"));
    }
}
