package dev.engram.eval.metrics.table;

import static dev.engram.eval.metrics.MadeScores.question;
import static dev.engram.eval.metrics.MadeScores.record;
import static dev.engram.eval.metrics.MadeScores.texts;
import static dev.engram.eval.metrics.MadeScores.weighed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.eval.benchmark.PromptRole;
import dev.engram.eval.benchmark.PromptScore;
import dev.engram.eval.benchmark.RecordScore;
import dev.engram.eval.metrics.Metric;
import dev.engram.eval.metrics.NGramEntropy;
import dev.engram.eval.metrics.Quantity;
import dev.engram.eval.metrics.ScoredEdit;
import dev.engram.testing.SeededCases;
import dev.engram.tracing.summary.Interval;
import dev.engram.tracing.summary.Resampling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MetricTableTest {

    private static final double ROUNDING = 1e-12;
    private static final Resampling RESAMPLING = new Resampling(400, 7);
    private static final String ES = "rewrite.right-likelier";
    private static final String EM = "rewrite.probability-margin";
    private static final String S = "harmonic-mean.right-likelier";

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(10);
    }

    @Test
    void a_table_of_three_records_is_as_counted_by_hand() {
        MetricTable table = MetricTable.of(
                List.of(new MethodScores(
                        "rome",
                        List.of(
                                counterfact("1", true, List.of(true, true), List.of(true, false)),
                                counterfact("2", true, List.of(true, false), List.of(false, false)),
                                counterfact("3", false, List.of(false, false), List.of(true, true))))),
                RESAMPLING);

        // ES (1 + 1 + 0) / 3, PS (1 + 1/2 + 0) / 3, NS (1/2 + 0 + 1) / 3: 3 / (3/2 + 2 + 2).
        assertThat(mean(table, ES)).isCloseTo(2.0 / 3, within(ROUNDING));
        assertThat(mean(table, "paraphrase.right-likelier")).isCloseTo(0.5, within(ROUNDING));
        assertThat(mean(table, "neighbour.right-likelier")).isCloseTo(0.5, within(ROUNDING));
        assertThat(mean(table, S)).isCloseTo(6.0 / 11, within(ROUNDING));
        assertThat(mean(table, EM)).isCloseTo((0.5 + 0.5 - 0.5) / 3, within(ROUNDING));
        assertThat(table.records()).isEqualTo(3);
        assertThat(table.row(S).fieldName()).isEqualTo("S");
        assertThat(estimate(table, S).normal())
                .as("papers give no interval of S")
                .isEmpty();
        assertThat(estimate(table, S).bootstrap()).isPresent();
    }

    @Test
    void the_score_is_the_harmonic_mean_of_means_and_not_the_mean_of_harmonic_means() {
        MetricTable table = MetricTable.of(
                List.of(new MethodScores(
                        "rome",
                        List.of(
                                counterfact("1", true, List.of(true), List.of(false)),
                                counterfact("2", false, List.of(true), List.of(true))))),
                RESAMPLING);

        // Each record's own is 0; of the means 1/2, 1 and 1/2 it is 3 / (2 + 1 + 2).
        assertThat(mean(table, S)).isCloseTo(0.6, within(ROUNDING));
    }

    @Test
    void the_normal_interval_is_counted_by_hand() {
        MetricTable table = MetricTable.of(
                List.of(new MethodScores("rome", List.of(rewrite("1", true), rewrite("2", true), rewrite("3", false)))),
                RESAMPLING);

        // 1, 1, 0: a mean of 2/3 and a standard deviation of sqrt(1/3).
        Interval normal = estimate(table, ES).normal().orElseThrow();
        assertThat(normal.low()).isCloseTo(2.0 / 3 - 1.96 / 3, within(ROUNDING));
        assertThat(normal.high()).isCloseTo(2.0 / 3 + 1.96 / 3, within(ROUNDING));
        assertThat(estimate(table, ES).n()).isEqualTo(3);
    }

    @Test
    void the_bootstrap_of_many_records_is_near_the_normal_interval() {
        List<ScoredEdit> edits = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            edits.add(rewrite("" + i, i % 4 == 0));
        }
        MetricEstimate estimate =
                estimate(MetricTable.of(List.of(new MethodScores("rome", edits)), Resampling.DEFAULT), ES);

        // Half a width of 0.042; a 2.5 % quantile of 1,000 draws deviates by 0.06 of their deviation of 0.022.
        Interval normal = estimate.normal().orElseThrow();
        Interval bootstrap = estimate.bootstrap().orElseThrow();
        assertThat(bootstrap.low()).isCloseTo(normal.low(), within(0.006));
        assertThat(bootstrap.high()).isCloseTo(normal.high(), within(0.006));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void intervals_hold_the_mean_and_the_score_lies_between_its_parts(long seed) {
        MetricTable table = MetricTable.of(List.of(drawn("rome", seed, 25)), RESAMPLING);

        assertThat(table.rows())
                .flatExtracting(row -> row.methods().values())
                .isNotEmpty()
                .allSatisfy(estimate -> {
                    estimate.normal()
                            .ifPresent(interval -> assertThat(interval.contains(estimate.mean()))
                                    .isTrue());
                    assertThat(estimate.bootstrap().orElseThrow().contains(estimate.mean()))
                            .isTrue();
                });
        List<Double> parts = Stream.of(ES, "paraphrase.right-likelier", "neighbour.right-likelier")
                .map(name -> mean(table, name))
                .toList();
        assertThat(mean(table, S)).isBetween(Collections.min(parts) - ROUNDING, Collections.max(parts) + ROUNDING);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_order_of_records_changes_nothing(long seed) {
        MethodScores scores = drawn("rome", seed, 12);
        List<ScoredEdit> shuffled = new ArrayList<>(scores.edits());
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(MetricTable.of(List.of(new MethodScores("rome", shuffled)), RESAMPLING))
                .isEqualTo(MetricTable.of(List.of(scores), RESAMPLING));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_method_differs_from_itself_by_nothing(long seed) {
        MethodScores scores = drawn("rome", seed, 12);
        MetricTable table = MetricTable.of(List.of(scores, new MethodScores("the same", scores.edits())), RESAMPLING);

        assertThat(table.rows()).isNotEmpty().allSatisfy(row -> {
            MetricEstimate difference = row.differenceOf("the same").orElseThrow();
            assertThat(difference.mean()).isZero();
            assertThat(difference.bootstrap()).contains(new Interval(0, 0));
            assertThat(row.of("the same").orElseThrow())
                    .isEqualTo(row.of("rome").orElseThrow());
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_difference_is_that_of_the_means_and_turns_its_sign_with_the_methods(long seed) {
        MethodScores one = drawn("one", seed, 12);
        MethodScores other = drawn("other", seed + 1, 12);
        MetricTable table = MetricTable.of(List.of(one, other), RESAMPLING);
        MetricTable turned = MetricTable.of(List.of(other, one), RESAMPLING);

        assertThat(table.rows()).isNotEmpty().allSatisfy(row -> {
            MetricEstimate difference = row.differenceOf("other").orElseThrow();
            assertThat(difference.mean())
                    .isCloseTo(
                            row.of("other").orElseThrow().mean()
                                    - row.of("one").orElseThrow().mean(),
                            within(ROUNDING));
            Interval interval = difference.bootstrap().orElseThrow();
            Interval back = turned.row(row.metric())
                    .differenceOf("one")
                    .orElseThrow()
                    .bootstrap()
                    .orElseThrow();
            assertThat(back.low()).isCloseTo(-interval.high(), within(ROUNDING));
            assertThat(back.high()).isCloseTo(-interval.low(), within(ROUNDING));
        });
    }

    @Test
    void differences_are_paired() {
        // Records differ from each other by up to 0.8, the methods by 0.01 of each.
        List<ScoredEdit> one = new ArrayList<>();
        List<ScoredEdit> other = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            one.add(edit("" + i, weighed(PromptRole.REWRITE, 0.04 * i + 0.1, 0.05)));
            other.add(edit("" + i, weighed(PromptRole.REWRITE, 0.04 * i + 0.11, 0.05)));
        }
        MetricRow row = MetricTable.of(
                        List.of(new MethodScores("one", one), new MethodScores("other", other)), RESAMPLING)
                .row(EM);

        Interval bootstrap = row.differenceOf("other").orElseThrow().bootstrap().orElseThrow();
        Interval normal = row.differenceOf("other").orElseThrow().normal().orElseThrow();
        assertThat(bootstrap.low()).isCloseTo(0.01, within(ROUNDING));
        assertThat(bootstrap.high()).isCloseTo(0.01, within(ROUNDING));
        assertThat(normal.high()).isCloseTo(0.01, within(ROUNDING));
        assertThat(row.of("one")
                        .orElseThrow()
                        .bootstrap()
                        .orElseThrow()
                        .contains(row.of("other").orElseThrow().mean()))
                .as("unpaired, the two could not be told apart")
                .isTrue();
    }

    @Test
    void records_without_a_metric_are_left_out_of_it_alone() {
        ScoredEdit without = edit("2", question(PromptRole.REWRITE, "", 0, true, List.of(1, 2), "Rome"));
        MetricTable table =
                MetricTable.of(List.of(new MethodScores("rome", List.of(rewrite("1", true), without))), RESAMPLING);

        assertThat(estimate(table, ES)).satisfies(estimate -> {
            assertThat(estimate.n()).isEqualTo(1);
            assertThat(estimate.mean()).isEqualTo(1);
            assertThat(estimate.normal()).isEmpty();
            assertThat(estimate.bootstrap()).isEmpty();
        });
        assertThat(estimate(table, "rewrite.token-accuracy").n()).isEqualTo(2);
    }

    @Test
    void sub_scores_count_the_same_whatever_the_number_of_their_records() {
        List<ScoredEdit> edits = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            edits.add(edit("a" + i, question(PromptRole.PORTABILITY, "Reasoning", 0, true, List.of(1, 2), "Rome")));
        }
        edits.add(edit("b", question(PromptRole.PORTABILITY, "Aliasing", 0, true, List.of(1, 9), "blue")));
        MetricTable table = MetricTable.of(List.of(new MethodScores("rome", edits)), RESAMPLING);

        assertThat(mean(table, "portability[mean].token-accuracy")).isEqualTo(0.75);
        assertThat(estimate(table, "portability[mean].token-accuracy").n()).isEqualTo(1);
    }

    @Test
    void a_method_that_has_nothing_of_a_metric_is_left_out_of_its_row() {
        RecordScore written = texts("1", "one and the same");
        RecordScore silent = texts("1");
        List<MethodScores> methods = List.of(
                new MethodScores("silent", List.of(ScoredEdit.unedited(silent))),
                new MethodScores("other", List.of(ScoredEdit.unedited(written))));
        MetricRow row = MetricTable.of(methods, RESAMPLING).row("text.ngram-entropy");

        assertThat(row.methods()).containsOnlyKeys("other");
        assertThat(row.differences()).isEmpty();
    }

    @Test
    void a_table_without_methods_is_refused() {
        assertThatThrownBy(() -> MetricTable.of(List.of(), List.of(), RESAMPLING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are no methods to compare");
    }

    @Test
    void methods_without_records_or_with_one_twice_are_refused() {
        assertThatThrownBy(() -> new MethodScores("rome", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rome has no scored edits");
        assertThatThrownBy(() -> new MethodScores("rome", List.of(rewrite("7", true), rewrite("7", false))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rome has the record 7 twice");
        assertThatThrownBy(() -> new MethodScores(" ", List.of(rewrite("7", true))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("blank");
    }

    @Test
    void methods_that_edited_other_records_are_refused() {
        MethodScores rome = new MethodScores("rome", List.of(rewrite("1", true), rewrite("2", true)));
        MethodScores memit = new MethodScores("memit", List.of(rewrite("1", true), rewrite("3", true)));

        assertThatThrownBy(() -> MetricTable.of(List.of(rome, memit), RESAMPLING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rome and memit edited different records: 2 and 2, of which 1 are the same");
    }

    @Test
    void methods_that_were_asked_other_prompts_are_refused() {
        MethodScores rome = new MethodScores("rome", List.of(rewrite("1", true)));
        MethodScores memit = new MethodScores("memit", List.of(edit("1", weighed(PromptRole.PARAPHRASE, 0.5, 0.25))));

        assertThatThrownBy(() -> MetricTable.of(List.of(rome, memit), RESAMPLING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rome and memit asked the record 1 different prompts");
    }

    @Test
    void two_methods_or_quantities_of_one_name_are_refused() {
        MethodScores rome = new MethodScores("rome", List.of(rewrite("1", true)));
        List<Quantity> twice = List.of(new NGramEntropy(), new NGramEntropy());

        assertThatThrownBy(() -> MetricTable.of(List.of(rome, rome), RESAMPLING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two methods of a table are called rome");
        assertThatThrownBy(() -> MetricTable.of(List.of(rome), twice, RESAMPLING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two quantities of a table are called text.ngram-entropy");
    }

    @Test
    void a_value_that_is_not_a_number_is_refused_with_its_record() {
        Metric broken = new Metric() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public String fieldName() {
                return "";
            }

            @Override
            public String definition() {
                return "Nothing.";
            }

            @Override
            public OptionalDouble of(ScoredEdit edit) {
                return OptionalDouble.of(Double.NaN);
            }
        };

        assertThatThrownBy(() -> MetricTable.of(
                        List.of(new MethodScores("rome", List.of(rewrite("7", true)))), List.of(broken), RESAMPLING))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("broken of the record 7 is NaN");
    }

    @Test
    void a_row_that_is_not_there_is_refused_by_name() {
        MetricTable table = MetricTable.of(List.of(new MethodScores("rome", List.of(rewrite("1", true)))), RESAMPLING);

        assertThatThrownBy(() -> table.row("multi-hop.generated-contains"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("multi-hop.generated-contains");
    }

    private static ScoredEdit rewrite(String id, boolean success) {
        return edit(id, prompt(PromptRole.REWRITE, success));
    }

    private static ScoredEdit counterfact(
            String id, boolean rewrite, List<Boolean> paraphrases, List<Boolean> neighbours) {
        List<PromptScore> prompts = new ArrayList<>(List.of(prompt(PromptRole.REWRITE, rewrite)));
        paraphrases.forEach(success -> prompts.add(prompt(PromptRole.PARAPHRASE, success)));
        neighbours.forEach(success -> prompts.add(prompt(PromptRole.NEIGHBOUR, success)));
        return edit(id, prompts.toArray(PromptScore[]::new));
    }

    private static PromptScore prompt(PromptRole role, boolean success) {
        boolean newLikelier = success != (role == PromptRole.NEIGHBOUR);
        return newLikelier ? weighed(role, 0.75, 0.25) : weighed(role, 0.25, 0.75);
    }

    private static ScoredEdit edit(String id, PromptScore... prompts) {
        return ScoredEdit.unedited(record(id, prompts));
    }

    /** Records whose probabilities are drawn; the first two are a success and a failure throughout, so that no part is all the same. */
    private static MethodScores drawn(String method, long seed, int records) {
        Random random = new Random(seed);
        List<ScoredEdit> edits = new ArrayList<>();
        edits.add(counterfact("0", true, List.of(true), List.of(true)));
        edits.add(counterfact("1", false, List.of(false), List.of(false)));
        for (int i = 2; i < records; i++) {
            edits.add(edit(
                    "" + i,
                    drawnPrompt(PromptRole.REWRITE, random),
                    drawnPrompt(PromptRole.PARAPHRASE, random),
                    drawnPrompt(PromptRole.NEIGHBOUR, random)));
        }
        return new MethodScores(method, edits);
    }

    private static PromptScore drawnPrompt(PromptRole role, Random random) {
        return weighed(role, 0.01 + 0.98 * random.nextDouble(), 0.01 + 0.98 * random.nextDouble());
    }

    private static MetricEstimate estimate(MetricTable table, String metric) {
        return table.row(metric).of(table.methods().get(0)).orElseThrow();
    }

    private static double mean(MetricTable table, String metric) {
        return estimate(table, metric).mean();
    }
}
