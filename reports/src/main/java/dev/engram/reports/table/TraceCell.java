package dev.engram.reports.table;

import dev.engram.models.text.Token;
import dev.engram.tracing.FactTrace;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TokenRole;
import dev.engram.tracing.TraceGrid;
import dev.engram.tracing.TraceResult;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One cell of one trace, with all that it takes to group it: a row of data frames.
 *
 * @param fact its number in the list, from 0
 * @param id of the fact
 * @param kind what was restored, as options name it
 * @param position of the token, from 0
 * @param token its text, with the space before it if it has one
 * @param role what the token is to the subject, in words
 * @param subject whether it is one of the subject's
 * @param value of the metric with the state restored
 * @param effect what that is more than the corrupted value
 * @param clean value of the fact
 * @param corrupted value of the fact
 */
public record TraceCell(
        int fact,
        String id,
        String kind,
        int position,
        String token,
        int tokenId,
        String role,
        boolean subject,
        int layer,
        double value,
        double effect,
        double clean,
        double corrupted) {

    static final List<Column> COLUMNS = List.of(
            Column.count("fact", "fact"),
            Column.text("id", "id"),
            Column.text("kind", "restored"),
            Column.count("position", "position"),
            Column.text("token", "token"),
            Column.count("token_id", "token id"),
            Column.text("role", "token role"),
            Column.text("subject", "subject"),
            Column.count("layer", "layer"),
            Column.number("value", "value"),
            Column.number("effect", "effect"),
            Column.number("clean", "clean"),
            Column.number("corrupted", "corrupted"));

    public TraceCell {
        id = WellFormed.of(id);
        token = WellFormed.of(token);
    }

    /** The columns of {@link #row}. */
    public static List<Column> columns() {
        return COLUMNS;
    }

    /** All cells of a list's traces, made as they are asked for: by fact, kind, position and layer. */
    public static Stream<TraceCell> of(List<FactTrace> facts) {
        return IntStream.range(0, facts.size())
                .boxed()
                .flatMap(number -> facts.get(number).trace().stream()
                        .flatMap(trace -> trace.grids().keySet().stream()
                                .flatMap(kind ->
                                        of(number, facts.get(number).listed().id(), trace, kind))));
    }

    private static Stream<TraceCell> of(int number, String id, TraceResult trace, RestoredState kind) {
        TraceGrid grid = trace.grid(kind);
        return IntStream.range(0, grid.positions() * grid.layers())
                .mapToObj(i -> of(number, id, trace, kind, i / grid.layers(), i % grid.layers()));
    }

    private static TraceCell of(int number, String id, TraceResult trace, RestoredState kind, int position, int layer) {
        Token token = trace.tokens().tokens().get(position);
        double value = trace.grid(kind).at(position, layer);
        return new TraceCell(
                number,
                id,
                kind.label(),
                position,
                token.text(),
                token.id(),
                TokenRole.of(position, trace.subject(), trace.tokens().length()).label(),
                trace.subject().contains(position),
                layer,
                value,
                value - trace.corruptedValue(),
                trace.cleanValue(),
                trace.corruptedValue());
    }

    /** This as a row of a table. */
    public List<Cell> row() {
        return List.of(
                Cell.of(fact),
                Cell.of(id),
                Cell.of(kind),
                Cell.of(position),
                Cell.token(token),
                Cell.of(tokenId),
                Cell.of(role),
                Cell.of(Boolean.toString(subject)),
                Cell.of(layer),
                Cell.of(value),
                Cell.of(effect),
                Cell.of(clean),
                Cell.of(corrupted));
    }
}
