package dev.engram.reports.table;

import dev.engram.reports.table.Column.Kind;
import dev.engram.tracing.summary.Interval;
import java.util.List;
import java.util.Optional;

/** Tables written by hand. */
final class SampleTables {

    private SampleTables() {}

    /** A row of every kind of cell, and one with nothing in it. */
    static Table small() {
        return new Table(
                "what & how",
                List.of(
                        Column.text("token", "token"),
                        Column.count("layer", "best layer"),
                        Column.number("value", "value"),
                        Column.estimate("effect", "effect")),
                List.of(
                        List.of(
                                Cell.token(" a|b"),
                                Cell.of(3),
                                Cell.of(-1 / 3.0),
                                new Cell.Estimated(0.25, Optional.of(new Interval(-0.125, 0.5)))),
                        List.of(
                                Cell.of(""),
                                new Cell.Absent(Kind.COUNT),
                                new Cell.Absent(Kind.NUMBER),
                                new Cell.Estimated(1e-7, Optional.empty())),
                        List.of(new Cell.Absent(Kind.TEXT), Cell.of(0), Cell.of(0.0), new Cell.Absent(Kind.ESTIMATE))));
    }

    /** A table of one text. */
    static Table of(String text) {
        return new Table("texts", List.of(Column.text("text", "text")), List.of(List.of(Cell.of(text))));
    }

    /** Lines of a CSV file. */
    static String csv(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }
}
