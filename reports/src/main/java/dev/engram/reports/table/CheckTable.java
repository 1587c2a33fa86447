package dev.engram.reports.table;

import dev.engram.eval.benchmark.AbilityCheck;
import dev.engram.reports.table.Column.Kind;
import java.util.List;

/** What sequences of edits leave of the earlier ones and of the model, check by check. */
public final class CheckTable {

    private static final List<Column> COLUMNS = List.of(
            Column.text("method", "method"),
            Column.count("edits", "records edited"),
            Column.number("preferred", "new answer likelier"),
            Column.number("said", "new answer said"),
            Column.number("kept", "first choices kept"),
            Column.number("perplexity", "perplexity"),
            Column.number("choices", "questions right"));

    private CheckTable() {}

    /** All checks, in their order. */
    public static Table of(List<AbilityCheck> checks) {
        return new Table(
                "checks along sequences of edits",
                COLUMNS,
                checks.stream().map(CheckTable::row).toList());
    }

    private static List<Cell> row(AbilityCheck check) {
        return List.of(
                Cell.of(check.method()),
                Cell.of(check.edits()),
                Cell.of(check.preferred()),
                Cell.of(check.said()),
                Cell.of(check.kept()),
                Cell.of(check.perplexity()),
                check.choices().isPresent() ? Cell.of(check.choices().getAsDouble()) : new Cell.Absent(Kind.NUMBER));
    }
}
