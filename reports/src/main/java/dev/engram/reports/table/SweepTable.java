package dev.engram.reports.table;

import dev.engram.editing.value.ValueSettings;
import dev.engram.eval.sweep.SettingsSweep.Outcome;
import dev.engram.eval.sweep.SettingsSweep.Scored;
import dev.engram.reports.table.Column.Kind;
import java.util.List;
import java.util.stream.Collectors;

/** The candidates of a sweep, in the order in which they were tried. */
public final class SweepTable {

    private static final List<Column> COLUMNS = List.of(
            Column.text("method", "method"),
            Column.text("layers", "layers"),
            Column.number("clamp", "clamp"),
            Column.number("efficacy", "efficacy"),
            Column.number("generalisation", "generalisation"),
            Column.number("specificity", "specificity"),
            Column.number("said", "said"),
            Column.number("score", "score"),
            Column.count("cases", "cases"),
            Column.text("chosen", "chosen"));

    private SweepTable() {}

    /** All candidates with their scores. */
    public static Table of(Outcome sweep) {
        return new Table(
                "candidates of a sweep, as shares of cases",
                COLUMNS,
                sweep.tried().stream()
                        .map(candidate -> row(candidate, candidate.equals(sweep.best())))
                        .toList());
    }

    private static List<Cell> row(Scored candidate, boolean chosen) {
        return List.of(
                Cell.of(candidate.settings().method()),
                Cell.of(candidate.settings().layers().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(" "))),
                candidate
                        .settings()
                        .search()
                        .map(ValueSettings::clampFactor)
                        .map(Cell::of)
                        .orElse(new Cell.Absent(Kind.NUMBER)),
                Cell.of(candidate.score().efficacy()),
                Cell.of(candidate.score().generalisation()),
                Cell.of(candidate.score().specificity()),
                Cell.of(candidate.score().said()),
                Cell.of(candidate.score().score()),
                Cell.of(candidate.score().cases()),
                Cell.of(chosen ? "yes" : ""));
    }
}
