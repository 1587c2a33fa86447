package dev.engram.reports.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.datasets.ListedPrompt;
import dev.engram.datasets.Prompt;
import dev.engram.reports.SampleTraces;
import dev.engram.tracing.FactTrace;
import dev.engram.tracing.FactTrace.Outcome;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceResult;
import dev.engram.tracing.summary.AverageEffects;
import dev.engram.tracing.summary.Estimate;
import dev.engram.tracing.summary.RoleEffects;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TraceTablesTest {

    private static final List<TraceResult> TWO = List.of(SampleTraces.small(), SampleTraces.longer());

    private static final List<FactTrace> FACTS = List.of(
            SampleTraces.traced("ann", SampleTraces.small()),
            new FactTrace(
                    new ListedPrompt("eve", Prompt.of("Eve sings", "Eve"), Optional.of("hymns"), Optional.empty()),
                    Outcome.WRONG,
                    " loud",
                    Optional.of("expected 'hymns'"),
                    Optional.empty()),
            SampleTraces.traced("bo", SampleTraces.longer()));

    @Test
    void averages_have_a_row_a_layer_and_a_column_a_role() {
        AverageEffects averages = AverageEffects.of(TWO, RestoredState.HIDDEN);

        Table table = AverageTable.of(averages);

        assertThat(table.columns())
                .extracting(Column::name)
                .containsExactly(
                        "layer",
                        "before_the_subject",
                        "first_subject_token",
                        "middle_subject_tokens",
                        "last_subject_token",
                        "first_subsequent_token",
                        "last_token");
        assertThat(table.rows()).hasSize(4);
        for (int layer = 0; layer < 4; layer++) {
            List<Estimate> estimates = averagesIn(averages, layer);
            assertThat(table.rows().get(layer).get(0)).isEqualTo(Cell.of(layer));
            assertThat(table.rows().get(layer).subList(1, 7))
                    .isEqualTo(estimates.stream().map(Cell::of).toList());
        }
        assertThat(CsvTable.of(table)).contains("last_subject_token,last_subject_token_low,last_subject_token_high");
    }

    private static List<Estimate> averagesIn(AverageEffects averages, int layer) {
        return averages.roles().values().stream()
                .map(RoleEffects::byLayer)
                .map(byLayer -> byLayer.get(layer))
                .toList();
    }

    @Test
    void peaks_have_a_row_a_kind_and_role() {
        Table table = PeakTable.of(
                List.of(AverageEffects.of(TWO, RestoredState.HIDDEN), AverageEffects.of(TWO, RestoredState.MLP)));

        assertThat(table.rows()).hasSize(12);
        List<Cell> peak = table.rows().get(3);
        assertThat(peak)
                .extracting(Cell::shown)
                .containsExactly(
                        "hidden",
                        "last subject token",
                        "2",
                        "2",
                        "1",
                        "0.3500 (0.3000 to 0.4000)",
                        "layer 1",
                        "1",
                        "0.3500 (0.3000 to 0.4000)");
        assertThat(peak.get(6).fields()).containsExactly("1");
    }

    @Test
    void facts_say_what_became_of_them() {
        assertThat(CsvTable.of(FactTable.of(FACTS)))
                .isEqualTo(
                        SampleTables.csv(
                                "fact,id,prompt,subject,expected,answer,clean,corrupted,total_effect,outcome,problem",
                                "0,ann,Ann Lee sings,Ann Lee,,\" songs\",0.8,0.1,0.7000000000000001,traced,",
                                "1,eve,Eve sings,Eve,hymns,\" loud\",,,,wrong,expected 'hymns'",
                                "2,bo,The singer Bo Mc Fly plays well,\" Bo Mc Fly\",,\" songs\",0.6,0.2,0.39999999999999997,traced,"));
    }

    @Test
    void every_cell_of_every_trace_is_there_in_order() {
        List<TraceCell> cells = TraceCell.of(FACTS).toList();

        assertThat(cells).hasSize(3 * (3 * 4) + 3 * (7 * 4));
        assertThat(cells.get(1 * 4 + 1))
                .isEqualTo(new TraceCell(
                        0,
                        "ann",
                        "hidden",
                        1,
                        " Lee",
                        SampleTraces.small().tokens().ids().get(1),
                        "last subject token",
                        true,
                        1,
                        0.5,
                        0.4,
                        0.8,
                        0.1));
        assertThat(cells.stream().map(TraceCell::fact).distinct()).containsExactly(0, 2);
        assertThat(cells.stream().map(TraceCell::kind).distinct()).containsExactly("hidden", "mlp", "attn");
        assertThat(cells.stream()
                        .filter(cell -> cell.fact() == 2 && cell.kind().equals("hidden") && cell.layer() == 3)
                        .map(cell -> cell.role() + (cell.subject() ? " *" : "")))
                .containsExactly(
                        "before the subject",
                        "before the subject",
                        "first subject token *",
                        "middle subject tokens *",
                        "last subject token *",
                        "first subsequent token",
                        "last token");
    }

    @Test
    void cells_are_rows_of_their_columns() {
        Table table = new Table(
                "cells",
                TraceCell.columns(),
                TraceCell.of(FACTS).map(TraceCell::row).toList());

        assertThat(CsvTable.of(table).lines().limit(2).collect(Collectors.toList()))
                .containsExactly(
                        "fact,id,kind,position,token,token_id,role,subject,layer,value,effect,clean,corrupted",
                        "0,ann,hidden,0,Ann,"
                                + SampleTraces.small().tokens().ids().get(0)
                                + ",first subject token,true,0,0.1,0.0,0.8,0.1");
    }

    @Test
    void hostile_tokens_can_be_written() {
        List<FactTrace> hostile = List.of(SampleTraces.traced("a\uD83Db", SampleTraces.hostile()));

        assertThat(TraceCell.of(hostile))
                .allSatisfy(cell ->
                        assertThat(cell.token().codePoints()).noneMatch(point -> point >= 0xD800 && point <= 0xDFFF));
        assertThat(MarkdownTable.of(FactTable.of(hostile)).lines()).hasSize(5);
        assertThat(LatexTable.of(FactTable.of(hostile)).lines()).hasSize(8);
    }
}
