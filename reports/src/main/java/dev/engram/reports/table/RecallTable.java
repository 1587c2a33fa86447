package dev.engram.reports.table;

import dev.engram.reports.EditedFact;
import dev.engram.reports.EditedFact.Asked;
import java.util.ArrayList;
import java.util.List;

/** What a model says to each prompt of each edited fact, before and after. */
public final class RecallTable {

    private static final List<Column> COLUMNS = List.of(
            Column.text("fact", "fact"),
            Column.text("kind", "kind"),
            Column.text("prompt", "prompt"),
            Column.text("new_answer", "new answer"),
            Column.text("old_answer", "old answer"),
            Column.number("p_new_before", "P(new) before"),
            Column.number("p_new_after", "P(new) after"),
            Column.number("p_old_before", "P(old) before"),
            Column.number("p_old_after", "P(old) after"),
            Column.text("says_before", "says before"),
            Column.text("says_after", "says after"));

    private RecallTable() {}

    /** All prompts of the facts, in their order. */
    public static Table of(List<EditedFact> facts) {
        List<List<Cell>> rows = new ArrayList<>();
        for (EditedFact fact : facts) {
            fact.recall().forEach(asked -> rows.add(row(fact, asked)));
        }
        return new Table("what the model says before and after the edit", COLUMNS, rows);
    }

    private static List<Cell> row(EditedFact fact, Asked asked) {
        return List.of(
                Cell.of(fact.id()),
                Cell.of(asked.kind()),
                Cell.of(asked.prompt()),
                Cell.of(asked.after().newAnswer().answer()),
                Cell.of(asked.after().oldAnswer().answer()),
                Cell.of(asked.before().newAnswer().probability()),
                Cell.of(asked.after().newAnswer().probability()),
                Cell.of(asked.before().oldAnswer().probability()),
                Cell.of(asked.after().oldAnswer().probability()),
                Cell.of(asked.before().greedyText()),
                Cell.of(asked.after().greedyText()));
    }
}
