package dev.engram.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.engine.Engine;
import dev.engram.models.runtime.TransformerModel;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.weights.DecoderWeights;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of {@link SecondMoments}, on random tiny models of all families: each engine's test extends it. */
public abstract class SecondMomentsContract {

    /** The engine under test. */
    protected abstract Engine engine(DecoderWeights weights);

    /** How far two sums of the same texts, batched in different ways, may lie apart, by the norm of one. */
    protected abstract double roundingRelative();

    static Stream<Arguments> seeds() {
        return TinyModels.seeds(16);
    }

    private SiteModel model(long seed) {
        return new TransformerModel(new LetterTokenizer(TinyModels.VOCABULARY), engine(TinyModels.any(seed)));
    }

    private static Set<Site> summable(SiteModel model) {
        return model.sites().stream()
                .filter(site -> site.kind() != SiteKind.ATTN_PATTERN)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void sums_are_those_of_the_activations_on_the_heap(long seed) {
        try (SiteModel model = model(seed);
                SecondMoments moments = model.secondMoments(summable(model))) {
            List<List<Integer>> texts = texts(seed);

            moments.add(texts);

            ForwardResult result = model.run(ForwardRequest.of(texts).capturing(summable(model)));
            for (Site site : summable(model)) {
                double[] expected = plainSum(IntStream.range(0, texts.size())
                        .mapToObj(sequence -> result.activation(site, sequence))
                        .toList());
                assertThat(distance(moments.sum(site), expected))
                        .as(site.toString())
                        .isLessThan(norm(expected) * Math.max(roundingRelative(), 0x1p-22)); // captures are floats
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void texts_add_up_the_same_one_by_one_and_side_by_side(long seed) {
        try (SiteModel model = model(seed);
                SecondMoments together = model.secondMoments(summable(model));
                SecondMoments apart = model.secondMoments(summable(model))) {
            List<List<Integer>> texts = texts(seed);

            together.add(texts);
            texts.forEach(text -> apart.add(List.of(text)));

            assertThat(together.count()).isEqualTo(apart.count());
            assertThat(together.count())
                    .isEqualTo(texts.stream().mapToInt(List::size).sum());
            for (Site site : summable(model)) {
                double[] sum = together.sum(site);
                assertThat(distance(sum, apart.sum(site))).isLessThan(norm(sum) * roundingRelative());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_site_has_the_same_sum_alone_as_among_others(long seed) {
        try (SiteModel model = model(seed);
                SecondMoments all = model.secondMoments(summable(model))) {
            all.add(texts(seed));
            for (Site site : summable(model)) {
                try (SecondMoments alone = model.secondMoments(Set.of(site))) {
                    alone.add(texts(seed));

                    assertThat(distance(alone.sum(site), all.sum(site)))
                            .as(site.toString())
                            .isLessThan(norm(all.sum(site)) * roundingRelative());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_sum_is_symmetric_with_squares_on_its_diagonal(long seed) {
        Site site = new Site(SiteKind.RESID_POST, 1);
        try (SiteModel model = model(seed);
                SecondMoments moments = model.secondMoments(Set.of(site))) {
            moments.add(texts(seed));

            double[] sum = moments.sum(site);

            int width = model.spec().width();
            for (int i = 0; i < width; i++) {
                assertThat(sum[i * width + i]).isPositive();
                for (int j = 0; j < i; j++) {
                    assertThat(sum[i * width + j]).isEqualTo(sum[j * width + i]);
                }
            }
        }
    }

    @Test
    void more_rows_than_one_pass_has_are_summed_up() {
        Site site = new Site(SiteKind.ATTN_OUT, 0);
        List<List<Integer>> texts = new Random(5)
                .ints(120, 0, TinyModels.VOCABULARY)
                .mapToObj(token -> IntStream.range(token, token + 20)
                        .mapToObj(i -> i % TinyModels.VOCABULARY)
                        .toList())
                .toList();
        try (SiteModel model = model(5);
                SecondMoments moments = model.secondMoments(Set.of(site));
                SecondMoments parts = model.secondMoments(Set.of(site))) {
            moments.add(texts);
            parts.add(texts.subList(0, 30));
            parts.add(texts.subList(30, 120));

            assertThat(moments.count()).isEqualTo(2_400);
            assertThat(distance(moments.sum(site), parts.sum(site)))
                    .isLessThan(norm(parts.sum(site)) * roundingRelative());
        }
    }

    @Test
    void nothing_added_is_zero() {
        Site site = new Site(SiteKind.RESID_PRE, 0);
        try (SiteModel model = model(3);
                SecondMoments moments = model.secondMoments(Set.of(site))) {
            moments.add(List.of());

            assertThat(moments.count()).isZero();
            assertThat(moments.sum(site))
                    .hasSize(model.spec().width() * model.spec().width())
                    .containsOnly(0);
        }
    }

    @Test
    void what_cannot_be_summed_up_is_refused() {
        Site site = new Site(SiteKind.RESID_PRE, 1);
        try (SiteModel model = model(3);
                SecondMoments moments = model.secondMoments(Set.of(site))) {
            assertThatThrownBy(() -> model.secondMoments(Set.of(new Site(SiteKind.ATTN_PATTERN, 0))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("blocks.0.attn.pattern has no second moment");
            assertThatThrownBy(() -> model.secondMoments(Set.of(new Site(SiteKind.RESID_POST, 9))))
                    .hasMessageContaining("blocks.9.resid.post does not exist");
            assertThatThrownBy(() -> model.secondMoments(Set.of())).hasMessageContaining("no site");
            assertThatThrownBy(() -> moments.sum(Site.embed()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("embed is not summed up; what is are [blocks.1.resid.pre]");
            assertThatThrownBy(() -> moments.add(List.of(List.of(1, 2), List.of(99))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("token 99");
            assertThat(moments.count()).isZero();
            assertThat(moments.sum(site)).containsOnly(0);
        }
    }

    // --- support

    /** Texts of 1 to 9 tokens. */
    private static List<List<Integer>> texts(long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, 5)
                .mapToObj(i -> random.ints(1 + random.nextInt(9), 0, TinyModels.VOCABULARY)
                        .boxed()
                        .toList())
                .toList();
    }

    private static double[] plainSum(List<FloatTensor> bySequence) {
        int tokens = bySequence.stream().mapToInt(x -> x.dimension(0)).sum();
        int width = bySequence.stream().mapToInt(FloatTensor::size).sum() / tokens;
        double[] sum = new double[width * width];
        for (FloatTensor activation : bySequence) {
            float[] x = activation.toArray();
            for (int token = 0; token < activation.dimension(0); token++) {
                for (int i = 0; i < width; i++) {
                    for (int j = 0; j < width; j++) {
                        sum[i * width + j] += (double) x[token * width + i] * x[token * width + j];
                    }
                }
            }
        }
        return sum;
    }

    private static double distance(double[] a, double[] b) {
        assertThat(a).hasSameSizeAs(b);
        return norm(IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray());
    }

    private static double norm(double[] values) {
        return Math.sqrt(DoubleStream.of(values).map(value -> value * value).sum());
    }
}
