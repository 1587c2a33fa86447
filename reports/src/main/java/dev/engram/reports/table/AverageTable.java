package dev.engram.reports.table;

import dev.engram.tracing.TokenRole;
import dev.engram.tracing.summary.AverageEffects;
import dev.engram.tracing.summary.RoleEffects;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Average indirect effects: a row a layer, a column a token role. */
public final class AverageTable {

    private AverageTable() {}

    /** The averages of one kind of restored state, with their intervals. */
    public static Table of(AverageEffects averages) {
        List<Column> columns = new ArrayList<>(List.of(Column.count("layer", "layer")));
        for (TokenRole role : averages.roles().keySet()) {
            columns.add(Column.estimate(Column.name(role.label()), role.label()));
        }
        return new Table(
                "mean indirect effect of restoring " + averages.state().label() + " over " + averages.prompts()
                        + (averages.prompts() == 1 ? " fact" : " facts") + ", with 95 % intervals",
                columns,
                IntStream.range(0, averages.layers())
                        .mapToObj(layer -> row(averages, layer))
                        .toList());
    }

    private static List<Cell> row(AverageEffects averages, int layer) {
        List<Cell> row = new ArrayList<>(List.of(Cell.of(layer)));
        for (RoleEffects effects : averages.roles().values()) {
            row.add(Cell.of(effects.byLayer().get(layer)));
        }
        return row;
    }
}
