package dev.engram.eval.sweep;

import static dev.engram.eval.SampleRecalls.prompt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.eval.recall.CaseRecall;
import dev.engram.eval.recall.PromptRecall;
import dev.engram.testing.SeededCases;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SweepScoreTest {

    private static final double EXACT = 1e-15;
    private static final PromptRecall NEW = prompt(true, true);
    private static final PromptRecall PREFERRED_ONLY = prompt(true, false);
    private static final PromptRecall OLD = prompt(false, false);

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(5);
    }

    @Test
    void shares_are_means_over_cases_of_means_over_their_prompts() {
        SweepScore score = SweepScore.of(List.of(
                new CaseRecall(NEW, List.of(NEW, OLD), List.of(OLD, NEW, OLD)),
                new CaseRecall(OLD, List.of(PREFERRED_ONLY), List.of(OLD))));

        assertThat(score.efficacy()).isEqualTo(0.5);
        assertThat(score.generalisation()).as("(1/2 + 1) / 2").isEqualTo(0.75);
        assertThat(score.specificity()).as("(2/3 + 1) / 2").isCloseTo(5 / 6.0, within(EXACT));
        assertThat(score.said()).isEqualTo(0.5);
        assertThat(score.cases()).isEqualTo(2);
        assertThat(score.score()).as("3 / (2 + 4/3 + 6/5)").isCloseTo(45 / 68.0, within(EXACT));
    }

    @Test
    void what_is_likelier_need_not_be_said() {
        SweepScore score = SweepScore.of(List.of(new CaseRecall(PREFERRED_ONLY, List.of(NEW), List.of(OLD))));

        assertThat(score.efficacy()).isEqualTo(1);
        assertThat(score.said()).isZero();
        assertThat(score.score()).as("what is said is no part of it").isEqualTo(1);
    }

    @Test
    void a_neighbour_that_finds_both_alike_keeps_its_own_answer() {
        PromptRecall alike = prompt(OLD.oldAnswer(), OLD.oldAnswer(), false);

        assertThat(SweepScore.of(List.of(new CaseRecall(NEW, List.of(NEW), List.of(alike))))
                        .specificity())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0", "0, 0, 0"})
    void one_share_of_zero_makes_the_score_zero(double efficacy, double generalisation, double specificity) {
        assertThat(new SweepScore(efficacy, generalisation, specificity, 1, 9).score())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "0.5, 0.5, 0.5, 0.5", "1, 0.5, 1, 0.75", "0.2, 0.3, 0.6, 0.3"})
    void the_score_is_the_harmonic_mean(double efficacy, double generalisation, double specificity, double score) {
        assertThat(new SweepScore(efficacy, generalisation, specificity, 0, 9).score())
                .isCloseTo(score, within(EXACT));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_score_lies_nearer_to_the_least_share_and_does_not_ask_for_their_order(long seed) {
        Random random = new Random(seed);
        List<Double> shares = new ArrayList<>(random.doubles(3, 0.01, 1).boxed().toList());
        double score = score(shares);
        double mean = shares.stream().mapToDouble(Double::doubleValue).average().orElseThrow();

        assertThat(score).isBetween(Collections.min(shares), mean);
        Collections.shuffle(shares, random);
        assertThat(score(shares)).isCloseTo(score, within(EXACT));
    }

    private static double score(List<Double> shares) {
        return new SweepScore(shares.get(0), shares.get(1), shares.get(2), 0, 1).score();
    }

    @Test
    void no_cases_and_cases_that_nothing_can_be_said_of_are_refused() {
        assertThatThrownBy(() -> SweepScore.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are no cases to score");
        for (CaseRecall lacking :
                List.of(new CaseRecall(NEW, List.of(), List.of(OLD)), new CaseRecall(NEW, List.of(NEW), List.of()))) {
            assertThatThrownBy(() -> SweepScore.of(List.of(lacking)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the case of Ann sings has no paraphrase or no neighbour to be scored on");
        }
    }
}
