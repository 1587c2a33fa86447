package dev.engram.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.ObjectiveRequest.Addition;
import dev.engram.models.ObjectiveTerm.Divergence;
import dev.engram.models.ObjectiveTerm.NegativeLogLikelihood;
import dev.engram.models.ResidualObjective.Evaluation;
import dev.engram.models.engine.djl.DjlEngine;
import dev.engram.models.engine.reference.ReferenceEngine;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.runtime.EditableTransformer;
import dev.engram.models.runtime.TransformerModel;
import dev.engram.models.spec.Activation;
import dev.engram.models.spec.MlpSpec;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.tensor.IndexRange;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.testing.Tolerances;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Objectives and their gradients on random tiny models, against whole passes of the reference engine and their differences. */
class GradientTest {

    private static final float STEP = 0x1p-7f;

    static Stream<Arguments> seeds() {
        return TinyModels.seeds(32);
    }

    private static DifferentiableModel model(DecoderWeights weights) {
        return new EditableTransformer(new LetterTokenizer(TinyModels.VOCABULARY), DjlEngine.load(weights));
    }

    private static SiteModel reference(DecoderWeights weights) {
        return new TransformerModel(new LetterTokenizer(TinyModels.VOCABULARY), new ReferenceEngine(weights));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_terms_are_those_of_whole_passes_with_the_vectors_added(long seed) {
        DecoderWeights weights = TinyModels.any(seed);
        Case random = Case.random(seed, weights);
        try (DifferentiableModel model = model(weights);
                SiteModel reference = reference(weights);
                ResidualObjective objective = model.objective(random.request);
                Evaluation evaluation = objective.evaluate(random.vectors, random.all())) {
            List<Double> expected = random.plainTerms(reference, random.vectors);

            for (int i = 0; i < expected.size(); i++) {
                assertThat(evaluation.terms().get(i))
                        .as(random.request.terms().get(i).toString())
                        .isCloseTo(expected.get(i), within(Tolerances.TINY_ACTIVATION));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_gradient_is_the_slope_of_whole_passes(long seed) {
        DecoderWeights weights = TinyModels.any(seed);
        Case random = Case.random(seed, weights);
        try (DifferentiableModel model = model(weights);
                SiteModel reference = reference(weights);
                ResidualObjective objective = model.objective(random.request);
                Evaluation evaluation = objective.evaluate(random.vectors, random.all())) {
            FloatTensor gradient = evaluation.gradient(random.weights);

            for (int coordinate = 0; coordinate < random.vectors.size(); coordinate++) {
                assertSlope(gradient.toArray(), coordinate, random, reference);
            }
        }
    }

    /** At some coordinates: a slope costs two whole passes of the reference engine. */
    @ParameterizedTest
    @MethodSource("dev.engram.models.TinyDirectories#supported")
    void the_gradient_of_each_tiny_model_is_the_slope_of_whole_passes(String name) throws IOException {
        try (ModelFiles files = ModelFiles.open(TinyDirectories.directory(name));
                DifferentiableModel model = model(files.weights());
                SiteModel reference = reference(files.weights())) {
            Case random = Case.random(7, files.weights());
            try (ResidualObjective objective = model.objective(random.request);
                    Evaluation evaluation = objective.evaluate(random.vectors, random.all())) {
                float[] gradient = evaluation.gradient(random.weights).toArray();

                for (int coordinate = 0; coordinate < gradient.length; coordinate += 13) {
                    assertSlope(gradient, coordinate, random, reference);
                }
            }
        }
    }

    /** By central differences. ReLU's slope jumps where an entry changes its sign, which a difference taken on the other side does not see. */
    private static void assertSlope(float[] gradient, int coordinate, Case random, SiteModel reference) {
        DoubleUnaryOperator sum = step -> random.plainSum(reference, moved(random.vectors, coordinate, (float) step));
        List<Double> slopes =
                new ArrayList<>(List.of((sum.applyAsDouble(STEP) - sum.applyAsDouble(-STEP)) / (2 * STEP)));
        if (reference
                .spec()
                .mlp()
                .map(MlpSpec::activation)
                .filter(Activation.RELU::equals)
                .isPresent()) {
            slopes.add(slopeBeyond(sum, STEP));
            slopes.add(slopeBeyond(sum, -STEP));
        }
        double tolerance = Tolerances.FINITE_DIFFERENCE_RELATIVE * (1 + norm(gradient));
        assertThat(slopes)
                .as("coordinate %d of a gradient of norm %s", coordinate, norm(gradient))
                .anySatisfy(slope -> assertThat((double) gradient[coordinate]).isCloseTo(slope, within(tolerance)));
    }

    private static double slopeBeyond(DoubleUnaryOperator sum, double step) {
        return (4 * sum.applyAsDouble(step) - sum.applyAsDouble(2 * step) - 3 * sum.applyAsDouble(0)) / (2 * step);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void sequences_do_not_change_each_other(long seed) {
        DecoderWeights weights = TinyModels.any(seed);
        Case random = Case.random(seed, weights);
        int alone = (int) Math.floorMod(seed, (long) random.request.vectors());
        try (DifferentiableModel model = model(weights);
                ResidualObjective objective = model.objective(random.request);
                Evaluation together = objective.evaluate(random.vectors, random.all())) {
            FloatTensor ofAll = together.gradient(random.weights);
            List<Double> terms = together.terms();

            try (Evaluation single = objective.evaluate(random.vectors, Set.of(alone))) {
                FloatTensor ofOne = single.gradient(random.weights);

                assertThat(norm(difference(ofOne.at(alone), ofAll.at(alone))))
                        .isLessThan(Tolerances.FLOAT32_ROUNDING_RELATIVE * (1 + norm(ofAll.toArray())));
                for (int vector = 0; vector < random.request.vectors(); vector++) {
                    assertThat(vector == alone || norm(ofOne.at(vector).toArray()) == 0)
                            .isTrue();
                }
                for (int i = 0; i < terms.size(); i++) {
                    boolean run = random.vectorOf(random.request.terms().get(i).sequence()) == alone;
                    if (run) {
                        assertThat(single.terms().get(i)).isCloseTo(terms.get(i), within(Tolerances.TINY_ACTIVATION));
                    } else {
                        assertThat(single.terms().get(i)).isNaN();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothing_diverges_where_nothing_is_added(long seed) {
        DecoderWeights weights = TinyModels.any(seed);
        Case random = Case.random(seed, weights);
        FloatTensor zeros = FloatTensor.wrap(
                new float[random.vectors.size()],
                random.request.vectors(),
                weights.spec().width());
        try (DifferentiableModel model = model(weights);
                ResidualObjective objective = model.objective(random.request);
                Evaluation evaluation = objective.evaluate(zeros, random.all())) {
            for (int i = 0; i < random.request.terms().size(); i++) {
                if (random.request.terms().get(i) instanceof Divergence) {
                    assertThat(evaluation.terms().get(i)).isCloseTo(0, within(Tolerances.TINY_CELL));
                }
            }
        }
    }

    @Test
    void what_cannot_be_evaluated_is_refused_by_name() {
        DecoderWeights weights = TinyModels.gpt2(5);
        List<List<Integer>> sequences = List.of(List.of(1, 2, 3), List.of(4, 5));
        List<Addition> additions = List.of(new Addition(0, 0, 1), new Addition(0, 1, 0));
        List<ObjectiveTerm> terms = List.of(new NegativeLogLikelihood(0, 2, 7), new NegativeLogLikelihood(1, 1, 7));
        try (DifferentiableModel model = model(weights)) {
            assertRefused(model, new ObjectiveRequest(99, sequences, additions, terms), "layer 99");
            assertRefused(
                    model,
                    new ObjectiveRequest(0, sequences, List.of(additions.get(0)), terms),
                    "nothing is added to sequence 1");
            assertRefused(
                    model,
                    new ObjectiveRequest(0, sequences, additions, List.of(terms.get(0))),
                    "nothing is measured in sequence 1");
            assertRefused(
                    model,
                    new ObjectiveRequest(
                            0, sequences, additions, List.of(new NegativeLogLikelihood(0, 0, 7), terms.get(1))),
                    "before all additions");
            assertRefused(
                    model,
                    new ObjectiveRequest(
                            0, sequences, additions, List.of(terms.get(0), new Divergence(0, 2), terms.get(1))),
                    "two terms are at position 2 of sequence 0");
            assertRefused(
                    model,
                    new ObjectiveRequest(0, sequences, List.of(additions.get(0), new Addition(0, 1, 2)), terms),
                    "position 2 of sequence 1, which has 2");
        }
    }

    private static void assertRefused(DifferentiableModel model, ObjectiveRequest request, String message) {
        assertThatThrownBy(() -> model.objective(request))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static FloatTensor moved(FloatTensor vectors, int coordinate, float step) {
        float[] values = vectors.toArray();
        values[coordinate] += step;
        return FloatTensor.wrap(values, vectors.dimension(0), vectors.dimension(1));
    }

    private static float[] difference(FloatTensor first, FloatTensor second) {
        float[] values = first.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] -= second.toArray()[i];
        }
        return values;
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    /** Texts of unlike lengths; each vector is added to one or two of them, in one or two places. */
    private static final class Case {

        private final ObjectiveRequest request;
        private final FloatTensor vectors;
        private final List<Double> weights;

        private Case(ObjectiveRequest request, FloatTensor vectors, List<Double> weights) {
            this.request = request;
            this.vectors = vectors;
            this.weights = weights;
        }

        static Case random(long seed, DecoderWeights model) {
            Random random = new Random(seed);
            int count = 3 + random.nextInt(3);
            int vectorCount = 2;
            List<List<Integer>> sequences = new ArrayList<>();
            List<Addition> additions = new ArrayList<>();
            List<ObjectiveTerm> terms = new ArrayList<>();
            for (int sequence = 0; sequence < count; sequence++) {
                int length = 2 + random.nextInt(7);
                sequences.add(
                        random.ints(length, 0, TinyModels.VOCABULARY).boxed().toList());
                int first = random.nextInt(length);
                additions.add(new Addition(sequence % vectorCount, sequence, first));
                if (first + 1 < length && random.nextBoolean()) {
                    additions.add(new Addition(sequence % vectorCount, sequence, first + 1));
                }
                for (int position = length - 1; position >= first; position--) {
                    if (random.nextInt(3) > 0 || terms.stream().noneMatch(isOf(sequence))) {
                        terms.add(
                                random.nextInt(3) == 0
                                        ? new Divergence(sequence, position)
                                        : new NegativeLogLikelihood(
                                                sequence, position, random.nextInt(TinyModels.VOCABULARY)));
                    }
                }
            }
            float[] values = new float[vectorCount * model.spec().width()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            List<Double> weights =
                    terms.stream().map(term -> random.nextGaussian()).toList();
            return new Case(
                    new ObjectiveRequest(
                            random.nextInt(model.spec().layers()),
                            sequences,
                            additions,
                            terms,
                            random.nextBoolean() ? KlDirection.NOW_FROM_BEFORE : KlDirection.BEFORE_FROM_NOW),
                    FloatTensor.wrap(values, vectorCount, model.spec().width()),
                    weights);
        }

        private static Predicate<ObjectiveTerm> isOf(int sequence) {
            return term -> term.sequence() == sequence;
        }

        Set<Integer> all() {
            return IntStream.range(0, request.vectors()).boxed().collect(Collectors.toSet());
        }

        int vectorOf(int sequence) {
            return sequence % request.vectors();
        }

        double plainSum(SiteModel model, FloatTensor at) {
            List<Double> terms = plainTerms(model, at);
            return IntStream.range(0, terms.size())
                    .mapToDouble(i -> weights.get(i) * terms.get(i))
                    .sum();
        }

        List<Double> plainTerms(SiteModel model, FloatTensor at) {
            Site site = new Site(SiteKind.RESID_POST, request.layer());
            List<Intervention> changes = request.additions().stream()
                    .<Intervention>map(addition -> new Intervention.Add(
                            site,
                            Region.of(one(addition.sequence()), one(addition.position())),
                            at.at(addition.vector())))
                    .toList();
            ForwardRequest plain = ForwardRequest.of(request.sequences()).selecting(new LogitSelection.AllPositions());
            List<FloatTensor> before = model.run(plain).logits();
            List<FloatTensor> after = model.run(plain.changing(changes)).logits();
            return request.terms().stream()
                    .map(term ->
                            plainTerm(term, request.direction(), logSoftmax(after, term), logSoftmax(before, term)))
                    .toList();
        }

        private static double plainTerm(ObjectiveTerm term, KlDirection direction, double[] now, double[] before) {
            if (term instanceof NegativeLogLikelihood likelihood) {
                return -now[likelihood.token()];
            }
            return direction == KlDirection.NOW_FROM_BEFORE ? divergence(now, before) : divergence(before, now);
        }

        private static double divergence(double[] of, double[] from) {
            return IntStream.range(0, of.length)
                    .mapToDouble(token -> Math.exp(of[token]) * (of[token] - from[token]))
                    .sum();
        }

        private static double[] logSoftmax(List<FloatTensor> logits, ObjectiveTerm term) {
            float[] values = logits.get(term.sequence()).at(term.position()).toArray();
            double highest = Double.NEGATIVE_INFINITY;
            for (float value : values) {
                highest = Math.max(highest, value);
            }
            double sum = 0;
            for (float value : values) {
                sum += Math.exp(value - highest);
            }
            double shift = highest + Math.log(sum);
            return IntStream.range(0, values.length)
                    .mapToDouble(token -> values[token] - shift)
                    .toArray();
        }

        private static IndexRange one(int index) {
            return new IndexRange(index, index + 1);
        }
    }
}
