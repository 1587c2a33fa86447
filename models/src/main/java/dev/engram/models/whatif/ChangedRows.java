package dev.engram.models.whatif;

import dev.engram.models.Change;
import dev.engram.models.SiteKind;
import java.util.List;

/** Makes a run's changes at a site: puts the changed rows' numbers in the place of the others. */
final class ChangedRows {

    private final List<NumberedRun> runs;

    ChangedRows(List<NumberedRun> runs) {
        this.runs = runs;
    }

    /**
     * Changes a run's rows at one site, in place, and lets a base run remember them.
     *
     * @param rows by position
     * @param fresh from this position on a branch's rows lack the changes of its base run, which come before its own
     * @param stage whose rows they are
     */
    void apply(NumberedRun run, SiteKind kind, int layer, int[] rows, int fresh, StageRows stage) {
        if (run.isBase()) {
            apply(run.changes(layer), kind, rows, 0, stage);
            run.keepStage(kind, rows);
        } else {
            apply(runs.get(run.base()).changes(layer), kind, rows, fresh, stage);
            apply(run.changes(layer), kind, rows, 0, stage);
        }
    }

    private void apply(List<Change> changes, SiteKind kind, int[] rows, int from, StageRows stage) {
        for (Change change : changes) {
            if (change.site().kind() == kind) {
                for (int p = Math.max(from, change.positions().from());
                        p < change.positions().to();
                        p++) {
                    if (rows[p] != StageRows.NONE) {
                        rows[p] = changed(change, p, rows[p], stage);
                    }
                }
            }
        }
    }

    private int changed(Change change, int position, int row, StageRows stage) {
        int source = StageRows.NONE;
        if (change.source() instanceof Change.Source.FromRun from) {
            source = runs.get(from.base()).stage(change.site().kind())[position];
            if (source == row || change.head().isEmpty()) {
                return source;
            }
        }
        boolean replaces = change.head().isEmpty() && !(change.source() instanceof Change.Source.Added);
        return stage.derived(new Derivation(
                replaces ? StageRows.NONE : row,
                position,
                change.head(),
                change.source(),
                source,
                position - change.positions().from()));
    }
}
