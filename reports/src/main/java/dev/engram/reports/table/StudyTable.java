package dev.engram.reports.table;

import dev.engram.eval.study.EffectMeasure;
import dev.engram.eval.study.LayerMetrics;
import dev.engram.eval.study.LayerRelation;
import dev.engram.eval.study.Relation;
import dev.engram.eval.study.Statistic;
import dev.engram.eval.study.StudySummary;
import dev.engram.reports.table.Column.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Tracing effect and edit success by layer, at the subject's last token. */
public final class StudyTable {

    private StudyTable() {}

    /**
     * The layers of a study, ascending.
     *
     * @throws IllegalArgumentException if no fact was studied
     */
    public static Table of(StudySummary study) {
        Relation main = study.main()
                .orElseThrow(() -> new IllegalArgumentException("a table of a study without studied facts"));
        List<Relation> successes = study.relations().stream()
                .filter(relation -> relation.effect() == EffectMeasure.LAST_SUBJECT_TOKEN)
                .toList();
        List<Column> columns = new ArrayList<>(
                List.of(Column.count("layer", "layer"), Column.estimate("tracing_effect", "tracing effect")));
        successes.forEach(relation -> {
            String label = relation.success().label();
            columns.add(Column.estimate(Column.name(label), label));
        });
        columns.addAll(List.of(
                Column.estimate("correlation", "correlation"),
                Column.number("efficacy", "efficacy"),
                Column.number("generalisation", "generalisation"),
                Column.number("specificity", "specificity"),
                Column.number("said", "said")));
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = 0; i < main.byLayer().size(); i++) {
            rows.add(row(main.byLayer().get(i), successes, study.metrics().get(i), i));
        }
        return new Table(
                "tracing effect as a share of the total effect and success of edits by " + study.method() + " over "
                        + main.facts() + " facts, with 95 % intervals",
                columns,
                rows);
    }

    private static List<Cell> row(LayerRelation layer, List<Relation> successes, LayerMetrics metrics, int i) {
        List<Cell> row = new ArrayList<>(List.of(Cell.of(layer.layer()), Cell.of(layer.effect())));
        successes.forEach(relation -> row.add(Cell.of(relation.byLayer().get(i).success())));
        row.add(statistic(layer.correlation()));
        row.add(Cell.of(metrics.efficacy()));
        row.add(number(metrics.generalisation()));
        row.add(number(metrics.specificity()));
        row.add(Cell.of(metrics.said()));
        return row;
    }

    private static Cell statistic(Optional<Statistic> statistic) {
        return statistic
                .<Cell>map(found -> new Cell.Estimated(found.value(), found.interval()))
                .orElse(new Cell.Absent(Kind.ESTIMATE));
    }

    private static Cell number(OptionalDouble value) {
        return value.isPresent() ? Cell.of(value.getAsDouble()) : new Cell.Absent(Kind.NUMBER);
    }
}
