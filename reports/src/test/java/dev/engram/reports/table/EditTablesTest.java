package dev.engram.reports.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.eval.metrics.table.MetricEstimate;
import dev.engram.eval.metrics.table.MetricRow;
import dev.engram.eval.metrics.table.MetricTable;
import dev.engram.reports.SampleStudies;
import dev.engram.reports.SampleSweeps;
import dev.engram.tracing.summary.Interval;
import dev.engram.tracing.summary.Resampling;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EditTablesTest {

    private static final MetricTable METRICS = new MetricTable(
            List.of("rome", "memit"),
            20,
            Resampling.DEFAULT,
            List.of(
                    new MetricRow(
                            "rewrite.right-likelier",
                            "ES",
                            "share of rewrites ...",
                            Map.of("rome", estimate(20, 0.9, 0.8, 1), "memit", estimate(20, 0.75, 0.5, 0.875)),
                            Map.of("memit", estimate(20, -0.15, -0.25, -0.0625))),
                    new MetricRow(
                            "score", "S", "harmonic mean", Map.of("memit", estimate(18, 0.5, 0.25, 0.75)), Map.of())));

    private static MetricEstimate estimate(int n, double mean, double low, double high) {
        return new MetricEstimate(n, mean, Optional.empty(), Optional.of(new Interval(low, high)));
    }

    @Test
    void metrics_have_a_row_each_and_a_column_a_method() {
        assertThat(MarkdownTable.of(MetricTables.means(METRICS))).isEqualTo("""
                means over 20 records, with 95 % bootstrap intervals

                | metric | known as | records | rome | memit |
                | :--- | :--- | ---: | ---: | ---: |
                | rewrite.right-likelier | ES | 20 | 0.9000 (0.8000 to 1.0000) | 0.7500 (0.5000 to 0.8750) |
                | score | S | 18 | – | 0.5000 (0.2500 to 0.7500) |
                """);
    }

    @Test
    void differences_are_those_from_the_first_method() {
        assertThat(CsvTable.of(MetricTables.differences(METRICS).orElseThrow()))
                .isEqualTo(SampleTables.csv(
                        "metric,field_name,records,memit,memit_low,memit_high",
                        "rewrite.right-likelier,ES,20,-0.15,-0.25,-0.0625",
                        "score,S,0,,,"));
    }

    @Test
    void one_method_differs_from_none() {
        assertThat(MetricTables.differences(new MetricTable(List.of("rome"), 1, Resampling.DEFAULT, List.of())))
                .isEmpty();
    }

    @Test
    void candidates_of_a_sweep_keep_their_order() {
        assertThat(CsvTable.of(SweepTable.of(SampleSweeps.rome())).lines())
                .hasSize(7)
                .contains(
                        "method,layers,clamp,efficacy,generalisation,specificity,said,score,cases,chosen",
                        "rome,5,4.0,1.0,0.8,0.9,0.95,0.8925619834710744,20,yes",
                        "rome,8,2.0,0.4,0.0,1.0,0.1,0.0,20,");
        assertThat(CsvTable.of(SweepTable.of(SampleSweeps.memit()))).contains("memit,3 4 5,0.75,");
        assertThat(CsvTable.of(SweepTable.of(SampleSweeps.fineTuning(1)))).contains("ft-m,0,,1.0,");
    }

    @Test
    void a_study_has_a_row_a_layer() {
        Table table = StudyTable.of(SampleStudies.rome());

        assertThat(table.columns())
                .extracting(Column::name)
                .containsExactly(
                        "layer",
                        "tracing_effect",
                        "rewrite_score",
                        "paraphrase_score",
                        "correlation",
                        "efficacy",
                        "generalisation",
                        "specificity",
                        "said");
        assertThat(CsvTable.of(table).lines().skip(1).map(line -> line.split(",", -1)[0]))
                .containsExactly("0", "4", "8");
        assertThat(CsvTable.of(table).lines().skip(1)).allMatch(line -> line.split(",", -1)[15].isEmpty());
        assertThat(table.rows().get(1).get(1).fields().get(0)).isEqualTo("0.5");
    }

    @Test
    void a_study_without_studied_facts_is_refused() {
        assertThatThrownBy(() -> StudyTable.of(SampleStudies.none())).hasMessageContaining("without studied facts");
    }
}
