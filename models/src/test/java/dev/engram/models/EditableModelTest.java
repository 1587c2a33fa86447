package dev.engram.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.EditableModel.ReplacedWeights;
import dev.engram.models.engine.djl.DjlEngine;
import dev.engram.models.runtime.EditableTransformer;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.models.weights.WeightMatrix;
import dev.engram.testing.Tolerances;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** MLP output projections read, exchanged and put back, on random tiny models of all families that have them. */
class EditableModelTest {

    private static final ForwardRequest PASS = ForwardRequest.of(List.of(List.of(3, 1, 4, 1, 5), List.of(9, 2, 6)));

    static Stream<Arguments> seeds() {
        return TinyModels.seedsWithMlp(14);
    }

    private static DecoderWeights weights(long seed) {
        return TinyModels.anyWithMlp(seed);
    }

    private static EditableModel model(DecoderWeights weights) {
        return new EditableTransformer(new LetterTokenizer(TinyModels.VOCABULARY), DjlEngine.load(weights));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_projection_is_that_of_the_checkpoint_to_the_bit(long seed) {
        DecoderWeights weights = weights(seed);
        WeightMatrix stored =
                weights.blocks().get(1).mlp().orElseThrow().output().matrix();
        FloatBuffer expected = FloatBuffer.allocate(stored.size());
        stored.read(expected);
        try (EditableModel model = model(weights)) {
            FloatTensor actual = model.outputProjection(1);

            assertThat(actual.shape()).containsExactly(stored.outputs().size(), stored.inputs());
            assertThat(actual.toArray()).containsExactly(expected.array());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_mlp_multiplies_with_the_matrix_that_was_put_there(long seed) {
        DecoderWeights weights = weights(seed);
        Site post = new Site(SiteKind.MLP_POST, 0);
        Site out = new Site(SiteKind.MLP_OUT, 0);
        try (EditableModel model = model(weights)) {
            FloatTensor other = random(seed, model.outputProjection(0));
            FloatTensor bias = model.outputBias(0);

            try (ReplacedWeights scope = model.replaceOutputProjections(Map.of(0, other))) {
                ForwardResult result = model.run(PASS.capturing(Set.of(post, out)));

                FloatTensor key = result.activation(post, 0).at(2);
                FloatTensor value = result.activation(out, 0).at(2);
                for (int i = 0; i < value.size(); i++) {
                    double sum = bias.get(i);
                    for (int j = 0; j < key.size(); j++) {
                        sum += (double) other.get(i, j) * key.get(j);
                    }
                    assertThat((double) value.get(i)).isCloseTo(sum, within(Tolerances.TINY_ACTIVATION));
                }
                assertThat(model.outputProjection(0)).isEqualTo(other);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void what_is_put_back_is_what_was_there_to_the_bit(long seed) {
        DecoderWeights weights = weights(seed);
        try (EditableModel model = model(weights)) {
            FloatTensor projection = model.outputProjection(1);
            FloatTensor logits = model.run(PASS).lastLogits(0);

            try (ReplacedWeights first = model.replaceOutputProjections(Map.of(1, random(seed, projection)))) {
                FloatTensor edited = model.run(PASS).lastLogits(0);
                assertThat(edited).isNotEqualTo(logits);
                try (ReplacedWeights second = model.replaceOutputProjections(
                        Map.of(0, random(seed + 1, projection), 1, random(seed + 2, projection)))) {
                    assertThat(model.run(PASS).lastLogits(0)).isNotEqualTo(edited);
                }
                assertThat(model.run(PASS).lastLogits(0)).isEqualTo(edited);
            }

            assertThat(model.outputProjection(1)).isEqualTo(projection);
            assertThat(model.run(PASS).lastLogits(0)).isEqualTo(logits);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void gradients_are_those_of_the_weights_that_are_there(long seed) {
        DecoderWeights weights = weights(seed);
        ObjectiveRequest request = new ObjectiveRequest(
                0,
                List.of(List.of(3, 1, 4, 1)),
                List.of(new ObjectiveRequest.Addition(0, 0, 3)), // where each window reaches
                List.of(new ObjectiveTerm.NegativeLogLikelihood(0, 3, 7)));
        try (EditableModel model = model(weights);
                EditableModel other = model(weights)) {
            FloatTensor own = model.outputProjection(1);
            FloatTensor before = gradient(model, request);

            try (ReplacedWeights away = other.replaceOutputProjections(Map.of(1, random(seed, own)));
                    ReplacedWeights back = other.replaceOutputProjections(Map.of(1, own))) {
                assertThat(gradient(other, request)).isEqualTo(before);
            }
            try (ReplacedWeights away = model.replaceOutputProjections(Map.of(1, random(seed, own)))) {
                assertThat(gradient(model, request)).isNotEqualTo(before);
            }
            assertThat(gradient(model, request)).isEqualTo(before);
        }
    }

    private static FloatTensor gradient(EditableModel model, ObjectiveRequest request) {
        try (ResidualObjective objective = model.objective(request);
                ResidualObjective.Evaluation evaluation = objective.evaluate(
                        FloatTensor.wrap(
                                new float[model.spec().width()], 1, model.spec().width()),
                        Set.of(0))) {
            return evaluation.gradient(List.of(1.0));
        }
    }

    @Test
    void an_objective_from_before_an_exchange_is_refused() {
        ObjectiveRequest request = new ObjectiveRequest(
                0,
                List.of(List.of(3, 1, 4)),
                List.of(new ObjectiveRequest.Addition(0, 0, 1)),
                List.of(new ObjectiveTerm.NegativeLogLikelihood(0, 2, 7)));
        try (EditableModel model = model(TinyModels.gpt2(2));
                ResidualObjective objective = model.objective(request)) {
            FloatTensor zeros = FloatTensor.wrap(
                    new float[model.spec().width()], 1, model.spec().width());
            try (ReplacedWeights scope =
                    model.replaceOutputProjections(Map.of(1, random(1, model.outputProjection(1))))) {
                assertThatThrownBy(() -> objective.evaluate(zeros, Set.of(0)))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("exchanged");
            }
        }
    }

    @Test
    void scopes_close_in_reverse_order() {
        try (EditableModel model = model(TinyModels.gpt2(2))) {
            FloatTensor projection = model.outputProjection(0);
            ReplacedWeights first = model.replaceOutputProjections(Map.of(0, random(1, projection)));
            ReplacedWeights second = model.replaceOutputProjections(Map.of(0, random(2, projection)));

            assertThatThrownBy(first::close)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("close the later scope first");

            second.close();
            first.close();
            first.close();
            assertThat(model.outputProjection(0)).isEqualTo(projection);
        }
    }

    @Test
    void what_does_not_fit_is_refused_and_changes_nothing() {
        try (EditableModel model = model(TinyModels.gpt2(2));
                EditableModel attentionOnly = model(TinyModels.attentionOnly(2))) {
            FloatTensor projection = model.outputProjection(0);
            float[] broken = projection.toArray();
            broken[3] = Float.NaN;
            FloatTensor turned =
                    FloatTensor.wrap(projection.toArray(), projection.dimension(1), projection.dimension(0));

            assertRefused(model, 7, projection, "layer 7 is none of the model's");
            assertRefused(model, 0, turned, "an output projection of shape");
            assertRefused(
                    model, 0, FloatTensor.wrap(broken, projection.dimension(0), projection.dimension(1)), "holds NaN");
            assertThatThrownBy(() -> attentionOnly.outputProjection(0)).hasMessageContaining("no MLP to edit");
            assertThat(model.outputProjection(0)).isEqualTo(projection);
        }
    }

    private static void assertRefused(EditableModel model, int layer, FloatTensor weight, String message) {
        assertThatThrownBy(() -> model.replaceOutputProjections(Map.of(layer, weight)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static FloatTensor random(long seed, FloatTensor like) {
        Random random = new Random(seed);
        float[] values = new float[like.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return FloatTensor.wrap(values, like.dimension(0), like.dimension(1));
    }
}
