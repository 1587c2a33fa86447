package dev.engram.models.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.EditableModel;
import dev.engram.models.EditableModel.ReplacedWeights;
import dev.engram.models.ForwardRequest;
import dev.engram.models.LetterTokenizer;
import dev.engram.models.ObjectiveRequest;
import dev.engram.models.ObjectiveTerm;
import dev.engram.models.ResidualObjective;
import dev.engram.models.TinyModels;
import dev.engram.models.engine.EditableEngine;
import dev.engram.models.engine.djl.DjlEngine;
import dev.engram.models.engine.onnx.OnnxEngine;
import dev.engram.models.engine.reference.ReferenceEngine;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.testing.Tolerances;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Decoders on engines without gradients: weights exchanged there, gradients of another engine. */
class BorrowedGradientsTest {

    private static final List<List<Integer>> TEXTS = List.of(List.of(3, 1, 4, 1, 5), List.of(9, 2));
    private static final List<Function<DecoderWeights, EditableEngine>> ENGINES =
            List.of(OnnxEngine::load, ReferenceEngine::new);

    static Stream<Arguments> seeds() {
        return TinyModels.seedsWithMlp(14);
    }

    private static EditableModel djl(long seed) {
        return new EditableTransformer(
                new LetterTokenizer(TinyModels.VOCABULARY), DjlEngine.load(TinyModels.anyWithMlp(seed)));
    }

    private static EditableModel borrowing(long seed, Function<DecoderWeights, EditableEngine> engine) {
        DecoderWeights weights = TinyModels.anyWithMlp(seed);
        return new EditableTransformer(
                new LetterTokenizer(TinyModels.VOCABULARY), engine.apply(weights), () -> DjlEngine.load(weights));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void exchanged_weights_act_as_on_the_engine_with_gradients_and_are_put_back_to_the_bit(long seed) {
        for (Function<DecoderWeights, EditableEngine> engine : ENGINES) {
            try (EditableModel model = borrowing(seed, engine);
                    EditableModel expected = djl(seed)) {
                FloatTensor own = model.outputProjection(1);
                assertThat(own).isEqualTo(expected.outputProjection(1));
                assertThat(model.outputBias(1)).isEqualTo(expected.outputBias(1));
                FloatTensor changed = changed(own, seed);
                FloatTensor before = model.run(ForwardRequest.of(TEXTS)).lastLogits(0);
                try (ReplacedWeights here = model.replaceOutputProjections(Map.of(1, changed));
                        ReplacedWeights there = expected.replaceOutputProjections(Map.of(1, changed))) {
                    assertThat(model.outputProjection(1)).isEqualTo(changed);
                    FloatTensor edited = model.run(ForwardRequest.of(TEXTS)).lastLogits(0);
                    assertClose(edited, expected.run(ForwardRequest.of(TEXTS)).lastLogits(0));
                    assertThat(edited).isNotEqualTo(before);
                }
                assertThat(model.outputProjection(1)).isEqualTo(own);
                assertThat(model.run(ForwardRequest.of(TEXTS)).lastLogits(0)).isEqualTo(before);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void gradients_are_of_the_weights_that_are_exchanged(long seed) {
        for (Function<DecoderWeights, EditableEngine> engine : ENGINES) {
            try (EditableModel model = borrowing(seed, engine);
                    EditableModel expected = djl(seed)) {
                FloatTensor changed = changed(model.outputProjection(1), seed);
                FloatTensor own = gradient(model);
                assertThat(own).isEqualTo(gradient(expected));
                try (ReplacedWeights here = model.replaceOutputProjections(Map.of(1, changed));
                        ReplacedWeights there = expected.replaceOutputProjections(Map.of(1, changed))) {
                    assertThat(gradient(model)).isEqualTo(gradient(expected)).isNotEqualTo(own);
                    try (ReplacedWeights again =
                            model.replaceOutputProjections(Map.of(1, changed(changed, seed + 1)))) {
                        assertThat(gradient(model)).isNotEqualTo(gradient(expected));
                    }
                    assertThat(gradient(model)).isEqualTo(gradient(expected));
                }
                assertThat(gradient(model)).isEqualTo(own);
            }
        }
    }

    @Test
    void the_other_engine_is_loaded_when_gradients_are_first_asked_for_and_once() {
        DecoderWeights weights = TinyModels.gpt2(1);
        AtomicInteger loaded = new AtomicInteger();
        try (EditableModel model =
                new EditableTransformer(new LetterTokenizer(TinyModels.VOCABULARY), OnnxEngine.load(weights), () -> {
                    loaded.incrementAndGet();
                    return DjlEngine.load(weights);
                })) {
            model.run(ForwardRequest.of(TEXTS));
            assertThat(loaded).hasValue(0);
            gradient(model);
            gradient(model);
            assertThat(loaded).hasValue(1);
        }
    }

    @Test
    void an_objective_from_before_an_exchange_is_refused() {
        try (EditableModel model = borrowing(1, OnnxEngine::load);
                ResidualObjective objective = model.objective(request())) {
            FloatTensor changed = changed(model.outputProjection(1), 1);
            try (ReplacedWeights scope = model.replaceOutputProjections(Map.of(1, changed))) {
                assertThatThrownBy(() -> objective.evaluate(vector(model), Set.of(0)))
                        .isInstanceOf(IllegalStateException.class);
            }
        }
    }

    private static ObjectiveRequest request() {
        return new ObjectiveRequest(
                0,
                TEXTS.subList(0, 1),
                List.of(new ObjectiveRequest.Addition(0, 0, 4)),
                List.of(new ObjectiveTerm.NegativeLogLikelihood(0, 4, 7)));
    }

    private static FloatTensor vector(EditableModel model) {
        int width = model.spec().width();
        return FloatTensor.wrap(new float[width], 1, width);
    }

    private static FloatTensor gradient(EditableModel model) {
        try (ResidualObjective objective = model.objective(request());
                ResidualObjective.Evaluation evaluation = objective.evaluate(vector(model), Set.of(0))) {
            return evaluation.gradient(List.of(1.0));
        }
    }

    private static FloatTensor changed(FloatTensor own, long seed) {
        Random random = new Random(seed);
        float[] values = own.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) random.nextGaussian();
        }
        return FloatTensor.wrap(values, own.dimension(0), own.dimension(1));
    }

    private static void assertClose(FloatTensor actual, FloatTensor expected) {
        for (int i = 0; i < actual.size(); i++) {
            assertThat((double) actual.get(i)).isCloseTo(expected.get(i), within(Tolerances.TINY_ACTIVATION));
        }
    }
}
