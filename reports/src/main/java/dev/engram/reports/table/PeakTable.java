package dev.engram.reports.table;

import dev.engram.reports.RolePeak;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.summary.AverageEffects;
import java.util.List;
import java.util.stream.Collectors;

/** Where average effects are highest: a row for each kind of restored state and token role. */
public final class PeakTable {

    private static final List<Column> COLUMNS = List.of(
            Column.text("kind", "restored"),
            Column.text("role", "token role"),
            Column.count("tokens", "tokens"),
            Column.count("facts", "facts"),
            Column.count("best_layer", "best layer"),
            Column.estimate("effect", "mean indirect effect"),
            Column.text("may_be_best", "may be best"),
            Column.number("median_layer", "median best layer"),
            Column.estimate("mean_maximum", "mean of own maxima"));

    private PeakTable() {}

    /** The peaks of averages over the same facts. */
    public static Table of(List<AverageEffects> averages) {
        return new Table(
                "highest mean indirect effects, with 95 % intervals",
                COLUMNS,
                averages.stream()
                        .flatMap(each -> RolePeak.all(each).stream().map(peak -> row(each.state(), peak)))
                        .toList());
    }

    private static List<Cell> row(RestoredState state, RolePeak peak) {
        String layers = peak.peak().contenders().stream().map(String::valueOf).collect(Collectors.joining(" "));
        boolean placed = peak.peak().effect().isAboveZero();
        return List.of(
                Cell.of(state.label()),
                Cell.of(peak.role().label()),
                Cell.of(peak.effects().tokens()),
                Cell.of(peak.effects().prompts()),
                Cell.of(peak.peak().layer()),
                Cell.of(peak.peak().effect()),
                new Cell.Text(peak.contenders(), placed ? layers : ""),
                new Cell.Amount(peak.effects().promptPeaks().medianLayer(), peak.medianLayer()),
                Cell.of(peak.effects().promptPeaks().meanMaximum()));
    }
}
