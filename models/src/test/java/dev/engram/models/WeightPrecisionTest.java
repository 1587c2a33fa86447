package dev.engram.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.EditableModel.ReplacedWeights;
import dev.engram.models.ObjectiveRequest.Addition;
import dev.engram.models.ObjectiveTerm.NegativeLogLikelihood;
import dev.engram.models.ResidualObjective.Evaluation;
import dev.engram.models.compute.Device;
import dev.engram.models.compute.WeightPrecision;
import dev.engram.models.engine.djl.DjlEngine;
import dev.engram.models.runtime.EditableTransformer;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.testing.Tolerances;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Weights in bfloat16: the model is, to the rounding of float32, the one whose matrices were rounded before, and edits are not rounded. */
class WeightPrecisionTest {

    private static final List<List<Integer>> TEXTS = List.of(List.of(3, 1, 4, 1, 5), List.of(9, 2, 6));

    static Stream<Arguments> seeds() {
        return TinyModels.seedsWithMlp(14);
    }

    private static EditableModel model(DecoderWeights weights, WeightPrecision precision) {
        return new EditableTransformer(
                new LetterTokenizer(TinyModels.VOCABULARY), DjlEngine.load(weights, Device.CPU, precision));
    }

    private static EditableModel bf16(long seed) {
        return model(TinyModels.anyWithMlp(seed), WeightPrecision.BF16);
    }

    private static EditableModel roundedBefore(long seed) {
        return model(TinyModels.rounded(TinyModels.anyWithMlp(seed)), WeightPrecision.F32);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void every_site_and_logit_is_that_of_the_model_whose_matrices_were_rounded(long seed) {
        try (EditableModel bf16 = bf16(seed);
                EditableModel rounded = roundedBefore(seed);
                EditableModel exact = model(TinyModels.anyWithMlp(seed), WeightPrecision.F32)) {
            Set<Site> sites = new TreeSet<>(bf16.sites());
            ForwardRequest request =
                    ForwardRequest.of(TEXTS).capturing(sites).selecting(new LogitSelection.AllPositions());

            ForwardResult actual = bf16.run(request);
            ForwardResult expected = rounded.run(request);

            for (int text = 0; text < TEXTS.size(); text++) {
                for (Site site : sites) {
                    assertClose(actual.activation(site, text), expected.activation(site, text));
                }
                assertClose(actual.logits().get(text), expected.logits().get(text));
            }
            assertThat(distance(
                            exact.run(request).logits().get(0), actual.logits().get(0)))
                    .as("what rounding changes")
                    .isGreaterThan(100 * Tolerances.FLOAT32_ROUNDING_RELATIVE);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void gradients_are_those_of_the_model_whose_matrices_were_rounded(long seed) {
        try (EditableModel bf16 = bf16(seed);
                EditableModel rounded = roundedBefore(seed)) {
            int width = bf16.spec().width();
            FloatTensor vectors = random(seed, 1, width);
            ObjectiveRequest request = new ObjectiveRequest(
                    0,
                    TEXTS,
                    List.of(new Addition(0, 0, 1), new Addition(0, 1, 0)),
                    List.of(new NegativeLogLikelihood(0, 4, 7), new NegativeLogLikelihood(1, 2, 8)));

            assertClose(gradient(bf16, request, vectors), gradient(rounded, request, vectors));
        }
    }

    private static FloatTensor gradient(EditableModel model, ObjectiveRequest request, FloatTensor vectors) {
        try (ResidualObjective objective = model.objective(request);
                Evaluation evaluation = objective.evaluate(vectors, Set.of(0))) {
            return evaluation.gradient(List.of(1.0, 0.5));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void an_edited_matrix_is_not_rounded_and_the_models_own_comes_back(long seed) {
        Site post = new Site(SiteKind.MLP_POST, 0);
        Site out = new Site(SiteKind.MLP_OUT, 0);
        ForwardRequest request = ForwardRequest.of(TEXTS).capturing(Set.of(post, out));
        try (EditableModel model = bf16(seed)) {
            FloatTensor own = model.outputProjection(0);
            FloatTensor edited = random(seed, own.dimension(0), own.dimension(1));
            FloatTensor bias = model.outputBias(0);
            FloatTensor before = model.run(request).lastLogits(0);

            try (ReplacedWeights scope = model.replaceOutputProjections(Map.of(0, edited))) {
                assertThat(model.outputProjection(0)).isEqualTo(edited);
                ForwardResult result = model.run(request);
                FloatTensor key = result.activation(post, 0).at(2);
                FloatTensor value = result.activation(out, 0).at(2);
                for (int i = 0; i < value.size(); i++) {
                    double sum = bias.get(i);
                    for (int j = 0; j < key.size(); j++) {
                        sum += (double) edited.get(i, j) * key.get(j);
                    }
                    assertThat((double) value.get(i)).isCloseTo(sum, within(Tolerances.TINY_ACTIVATION));
                }
            }

            assertThat(model.outputProjection(0)).isEqualTo(own);
            assertThat(model.run(request).lastLogits(0)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_projection_that_is_edited_is_the_rounded_one_to_the_bit(long seed) {
        try (EditableModel bf16 = bf16(seed);
                EditableModel rounded = roundedBefore(seed)) {
            assertThat(bf16.outputProjection(1)).isEqualTo(rounded.outputProjection(1));
        }
    }

    private static FloatTensor random(long seed, int rows, int columns) {
        Random random = new Random(seed);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return FloatTensor.wrap(values, rows, columns);
    }

    private static void assertClose(FloatTensor actual, FloatTensor expected) {
        assertThat(distance(actual, expected)).isLessThan(Tolerances.FLOAT32_ROUNDING_RELATIVE);
    }

    /** The greatest difference, relative to the greatest number. */
    private static double distance(FloatTensor actual, FloatTensor expected) {
        float[] a = actual.toArray();
        float[] b = expected.toArray();
        assertThat(a).hasSameSizeAs(b);
        double greatest = 1e-30;
        double difference = 0;
        for (int i = 0; i < a.length; i++) {
            greatest = Math.max(greatest, Math.abs(b[i]));
            difference = Math.max(difference, Math.abs(a[i] - b[i]));
        }
        return difference / greatest;
    }
}
