package dev.engram.eval.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.testing.SeededCases;
import dev.engram.tracing.summary.Estimate;
import dev.engram.tracing.summary.Interval;
import dev.engram.tracing.summary.Resampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of the five facts are those of NumPy's corrcoef and lstsq, the latter with a column of ones for each layer. */
class RelationTest {

    private static final Offset<Double> ROUNDING = within(1e-12);
    private static final int[] LAYERS = {0, 1, 2, 3};

    private static Relation relation(List<StudiedFact> facts) {
        return Relation.of(facts, EffectMeasure.LAST_SUBJECT_TOKEN, SuccessMeasure.REWRITE, Resampling.DEFAULT)
                .orElseThrow();
    }

    private static Relation five() {
        return relation(StudiedFacts.five());
    }

    @Test
    void layers_have_their_means_and_the_correlation_over_their_facts() {
        List<LayerRelation> layers = five().byLayer();

        assertThat(layers).extracting(LayerRelation::layer).containsExactly(2, 4, 6);
        assertThat(means(layers.stream().map(LayerRelation::effect))).containsExactly(0.24, 0.54, 0.36);
        assertThat(means(layers.stream().map(LayerRelation::success))).containsExactly(0.76, 0.34, 0.1);
        assertThat(layers.get(0).correlation().orElseThrow().value()).isCloseTo(-1, ROUNDING);
        assertThat(layers.get(1).correlation().orElseThrow().value()).isCloseTo(0.3212749371149613, ROUNDING);
        assertThat(layers.get(2).correlation().orElseThrow().value()).isCloseTo(-0.8778086039709794, ROUNDING);
    }

    private static List<Double> means(Stream<Estimate> estimates) {
        return estimates
                .map(estimate -> Math.round(estimate.mean() * 1e12) / 1e12)
                .toList();
    }

    @Test
    void correlations_over_all_pairs_and_within_facts() {
        assertThat(five().correlation().orElseThrow().value()).isCloseTo(-0.4375, ROUNDING);
        assertThat(five().withinFacts().orElseThrow().value()).isCloseTo(-0.42175314715012374, ROUNDING);
    }

    @Test
    void the_explained_shares_are_those_of_least_squares() {
        ExplainedVariance explained = five().explained().orElseThrow();

        assertThat(explained.layer().value()).isCloseTo(0.6975, ROUNDING);
        assertThat(explained.effect().value()).isCloseTo(0.1914062500000001, ROUNDING);
        assertThat(explained.added().share().value()).isCloseTo(0.06603329145728642, ROUNDING);
        assertThat(explained.addedBySlopes().share().value()).isCloseTo(0.19175513698630142, ROUNDING);
    }

    @Test
    void a_draw_counts_a_fact_as_often_as_it_was_drawn() {
        List<FactProfile> profiles = StudiedFacts.five().stream()
                .map(fact -> FactProfile.of(fact, EffectMeasure.LAST_SUBJECT_TOKEN, SuccessMeasure.REWRITE)
                        .orElseThrow())
                .toList();

        Drawn drawn = new Drawn(new Profiles(profiles), new int[] {2, 0, 1, 1, 1});

        assertThat(drawn.byLayer().orElseThrow()).isCloseTo(0.8010204081632654, ROUNDING);
        assertThat(drawn.byLayer().orElseThrow() + drawn.addedByOneSlope().orElseThrow())
                .isCloseTo(0.9204118075801749, ROUNDING);
    }

    @Test
    void the_best_layers_are_named_with_those_that_cannot_be_told_from_them() {
        Relation relation = five();

        assertThat(relation.traced().layer()).isEqualTo(4);
        assertThat(relation.edited().layer()).isEqualTo(2);
        assertThat(relation.tracedContenders()).contains(4).isSubsetOf(2, 4, 6);
        assertThat(relation.editedContenders()).contains(2).doesNotContain(6);
    }

    @Test
    void facts_edited_where_each_of_them_traces_best_are_held_against_the_best_layer_for_all() {
        // Their own best layers are 4, 4, 4 (of two equal ones the lower), 2 and 6.
        assertThat(five().whereTraced().mean()).isCloseTo((0.2 + 0.6 + 0.1 + 0.4 - 0.1) / 5, ROUNDING);
        assertThat(five().lostWhereTraced().mean()).isCloseTo(0.76 - 0.24, ROUNDING);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_success_that_rises_with_the_effect_correlates_fully_and_one_that_falls_inversely(long seed) {
        Relation rising = relation(random(seed, effect -> 0.5 * effect + 0.1));
        Relation falling = relation(random(seed, effect -> 0.4 - 2 * effect));

        assertThat(values(rising)).allSatisfy(value -> assertThat(value).isCloseTo(1, within(1e-9)));
        assertThat(values(falling)).allSatisfy(value -> assertThat(value).isCloseTo(-1, within(1e-9)));
        ExplainedVariance explained = rising.explained().orElseThrow();
        assertThat(explained.effect().value()).isCloseTo(1, within(1e-9));
        assertThat(explained.layer().value() + explained.added().share().value())
                .isCloseTo(1, within(1e-9));
        assertThat(explained.added().isToldFromChance()).isTrue();
        assertThat(rising.traced().layer()).isEqualTo(rising.edited().layer());
        assertThat(rising.lostWhereTraced().mean()).isLessThanOrEqualTo(1e-9);
    }

    private static List<Double> values(Relation relation) {
        List<Optional<Statistic>> statistics = new ArrayList<>(
                relation.byLayer().stream().map(LayerRelation::correlation).toList());
        statistics.add(relation.correlation());
        statistics.add(relation.withinFacts());
        return statistics.stream()
                .map(statistic -> statistic.orElseThrow().value())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shares_add_up_in_the_order_that_least_squares_demand(long seed) {
        Random noise = new Random(seed + 1);
        ExplainedVariance explained =
                relation(random(seed, effect -> noise.nextDouble())).explained().orElseThrow();

        double layer = explained.layer().value();
        assertThat(layer).isBetween(0.0, 1.0);
        assertThat(explained.added().share().value()).isBetween(0.0, 1 - layer);
        assertThat(explained.addedBySlopes().share().value())
                .isGreaterThanOrEqualTo(explained.added().share().value() - 1e-12)
                .isLessThanOrEqualTo(1 - layer + 1e-12);
        assertThat(layer + explained.added().share().value())
                .isGreaterThanOrEqualTo(explained.effect().value() - 1e-12);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_order_of_facts_changes_nothing(long seed) {
        List<StudiedFact> facts = new ArrayList<>(random(seed, effect -> Math.sin(9 * effect)));
        Relation before = relation(facts);

        Collections.shuffle(facts, new Random(seed));

        assertThat(relation(facts)).isEqualTo(before);
    }

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(10);
    }

    /** Twelve facts over four layers, whose successes are a function of their effects. */
    private static List<StudiedFact> random(long seed, DoubleUnaryOperator success) {
        Random random = new Random(seed);
        List<StudiedFact> facts = new ArrayList<>();
        for (int fact = 0; fact < 12; fact++) {
            double[] effects = random.doubles(LAYERS.length).toArray();
            facts.add(StudiedFacts.fact(
                    fact, LAYERS, effects, Arrays.stream(effects).map(success).toArray()));
        }
        return facts;
    }

    @Test
    void unrelated_effects_are_told_from_chance_about_as_often_as_the_level_says() {
        int told = 0;
        for (long seed = 0; seed < 100; seed++) {
            Random noise = new Random(1000 + seed);
            told += relation(random(seed, effect -> noise.nextDouble()))
                            .explained()
                            .orElseThrow()
                            .added()
                            .isToldFromChance()
                    ? 1
                    : 0;
        }

        assertThat(told).as("of 100, seeds 0 to 99").isBetween(1, 12);
    }

    @Test
    void what_does_not_vary_has_no_correlation_and_explains_nothing() {
        double[] same = {0.5, 0.5, 0.5, 0.5};
        List<StudiedFact> edits = new ArrayList<>();
        List<StudiedFact> effects = new ArrayList<>();
        Random random = new Random(1);
        for (int fact = 0; fact < 5; fact++) {
            double[] numbers = random.doubles(4).toArray();
            edits.add(StudiedFacts.fact(fact, LAYERS, numbers, same));
            effects.add(StudiedFacts.fact(fact, LAYERS, same, numbers));
        }

        assertThat(relation(edits).correlation()).isEmpty();
        assertThat(relation(edits).withinFacts()).isEmpty();
        assertThat(relation(edits).explained()).isEmpty();
        assertThat(relation(effects).byLayer())
                .allMatch(layer -> layer.correlation().isEmpty());
        ExplainedVariance explained = relation(effects).explained().orElseThrow();
        assertThat(explained.effect().value()).isZero();
        assertThat(explained.added().share().value()).isZero();
        assertThat(explained.added().p()).isEqualTo(1);
    }

    @Test
    void rounding_of_float32_is_no_variation() {
        double[] effects = {0, 0.1, 0.2, 0.3};
        double[] scores = {1e-8, 2e-8, 3e-8, 4e-8};
        List<StudiedFact> facts = List.of(
                StudiedFacts.fact(0, LAYERS, effects, scores),
                StudiedFacts.fact(1, LAYERS, effects, scores),
                StudiedFacts.fact(2, LAYERS, effects, scores));

        assertThat(relation(facts).correlation()).isEmpty();
    }

    @Test
    void one_fact_says_nothing_of_others() {
        Relation relation = relation(StudiedFacts.five().subList(0, 1));

        assertThat(relation.byLayer())
                .allMatch(layer -> layer.effect().interval().isEmpty()
                        && layer.correlation().isEmpty());
        assertThat(relation.explained()).isEmpty();
        assertThat(relation.correlation()).isEmpty();
        assertThat(relation.withinFacts().orElseThrow().interval()).isEmpty();
        assertThat(relation.tracedContenders()).containsExactly(2, 4, 6);
    }

    @Test
    void two_facts_tell_no_layers_apart() {
        Relation relation = relation(StudiedFacts.five().subList(0, 2));

        assertThat(relation.tracedContenders()).containsExactly(2, 4, 6);
        assertThat(relation.editedContenders()).containsExactly(2, 4, 6);
        assertThat(relation.explained()).isEmpty();
    }

    @Test
    void intervals_are_those_of_the_bootstrap_over_facts() {
        Relation relation = five();

        Interval bounds = relation.byLayer().get(0).success().interval().orElseThrow();
        assertThat(bounds.contains(0.76)).isTrue();
        assertThat(bounds.low()).isGreaterThanOrEqualTo(0.4);
        assertThat(bounds.high()).isLessThanOrEqualTo(1);
        assertThat(relation.withinFacts().orElseThrow().interval().orElseThrow().contains(-0.42175314715012374))
                .isTrue();
    }

    @Test
    void a_measure_of_success_that_facts_lack_has_no_relation_and_others_have_their_own() {
        assertThat(Relation.of(
                        StudiedFacts.five(),
                        EffectMeasure.LAST_SUBJECT_TOKEN,
                        SuccessMeasure.NEIGHBOURHOOD,
                        Resampling.DEFAULT))
                .isEmpty();
        Relation paraphrases = Relation.of(
                        StudiedFacts.five(),
                        EffectMeasure.LARGEST_OF_SUBJECT,
                        SuccessMeasure.PARAPHRASE,
                        Resampling.DEFAULT)
                .orElseThrow();
        assertThat(paraphrases.byLayer().get(0).effect().mean()).isCloseTo(0.48, ROUNDING);
        assertThat(paraphrases.byLayer().get(0).success().mean()).isCloseTo(0.38, ROUNDING);
        assertThat(paraphrases.correlation().orElseThrow().value())
                .as("the same up to factors")
                .isCloseTo(-0.4375, ROUNDING);
    }

    @Test
    void facts_of_unlike_layers_are_refused() {
        List<StudiedFact> facts = List.of(
                StudiedFacts.fact(0, LAYERS, new double[4], new double[4]),
                StudiedFacts.fact(1, new int[] {0, 1}, new double[2], new double[2]));

        assertThatThrownBy(() -> relation(facts)).hasMessageContaining("layers");
    }
}
