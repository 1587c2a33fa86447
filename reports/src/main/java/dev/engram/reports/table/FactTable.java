package dev.engram.reports.table;

import dev.engram.reports.table.Column.Kind;
import dev.engram.tracing.FactTrace;
import dev.engram.tracing.TraceResult;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The facts of a list: what was asked, what the model said, both baselines, and what became of it. */
public final class FactTable {

    private static final List<Column> COLUMNS = List.of(
            Column.count("fact", "fact"),
            Column.text("id", "id"),
            Column.text("prompt", "prompt"),
            Column.text("subject", "subject"),
            Column.text("expected", "expected"),
            Column.text("answer", "answer"),
            Column.number("clean", "clean"),
            Column.number("corrupted", "corrupted"),
            Column.number("total_effect", "total effect"),
            Column.text("outcome", "outcome"),
            Column.text("problem", "problem"));

    private FactTable() {}

    /** All facts, numbered from 0 in their order. */
    public static Table of(List<FactTrace> facts) {
        return new Table(
                "facts that were traced",
                COLUMNS,
                IntStream.range(0, facts.size())
                        .mapToObj(number -> row(number, facts.get(number)))
                        .toList());
    }

    private static List<Cell> row(int number, FactTrace fact) {
        String answer = fact.trace().map(trace -> trace.answer().text()).orElse(fact.said());
        return List.of(
                Cell.of(number),
                Cell.of(fact.listed().id()),
                Cell.of(fact.listed().prompt().text()),
                Cell.of(fact.listed().prompt().subject()),
                Cell.of(fact.listed().attribute().orElse("")),
                Cell.token(answer),
                value(fact, TraceResult::cleanValue),
                value(fact, TraceResult::corruptedValue),
                value(fact, TraceResult::totalEffect),
                Cell.of(fact.outcome().name().toLowerCase(Locale.ROOT)),
                Cell.of(fact.problem().orElse("")));
    }

    private static Cell value(FactTrace fact, ToDoubleFunction<TraceResult> value) {
        return fact.trace().map(trace -> Cell.of(value.applyAsDouble(trace))).orElse(new Cell.Absent(Kind.NUMBER));
    }
}
