package dev.engram.reports.page;

import dev.engram.models.text.Token;
import dev.engram.reports.VisibleText;
import dev.engram.reports.plot.TraceHeatmap;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TokenRole;
import dev.engram.tracing.TraceGrid;
import dev.engram.tracing.TraceResult;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the script must know of all facts of a part to draw any of them.
 *
 * @param metric what the values are
 * @param probabilities whether they are above zero, so that they have logarithms
 * @param colors evenly spaced, from the lowest value's to the highest's
 * @param low the lowest corrupted value
 * @param high the highest cell
 */
record TracingData(
        String metric,
        boolean probabilities,
        int layers,
        List<Kind> kinds,
        List<String> colors,
        double low,
        double high) {

    /** A kind of restored state. */
    record Kind(String label, String title, String restored) {

        static Kind of(RestoredState state, AverageView average) {
            return new Kind(state.label(), TraceHeatmap.title(state, average.window()), average.restored());
        }
    }

    /**
     * A fact's cells.
     *
     * @param number in the list, from 0
     * @param subject its first position and one past its last
     * @param tokens in order
     * @param grids by kind: the T x L values, token by token, as 32-bit floats, little-endian, in base64
     */
    record Fact(
            int number,
            String id,
            String prompt,
            String answer,
            double clean,
            double corrupted,
            List<Integer> subject,
            List<TokenData> tokens,
            Map<String, String> grids) {

        static Fact of(int number, String id, TraceResult result) {
            Map<String, String> grids = new LinkedHashMap<>();
            result.grids().forEach((state, grid) -> grids.put(state.label(), base64(grid)));
            int length = result.tokens().length();
            return new Fact(
                    number,
                    id,
                    result.prompt().text(),
                    result.answer().text(),
                    result.cleanValue(),
                    result.corruptedValue(),
                    List.of(result.subject().from(), result.subject().to()),
                    IntStream.range(0, length)
                            .mapToObj(position -> TokenData.of(result, position))
                            .toList(),
                    grids);
        }

        private static String base64(TraceGrid grid) {
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * grid.positions() * grid.layers())
                    .order(ByteOrder.LITTLE_ENDIAN);
            for (int position = 0; position < grid.positions(); position++) {
                for (int layer = 0; layer < grid.layers(); layer++) {
                    bytes.putFloat((float) grid.at(position, layer));
                }
            }
            return Base64.getEncoder().encodeToString(bytes.array());
        }
    }

    /**
     * A token.
     *
     * @param label as it is shown, pieces of its own text and symbols in turn, its own first
     * @param role its name
     */
    record TokenData(int id, String text, List<String> label, String role) {

        private static final int LABEL_COLUMNS = 24;

        static TokenData of(TraceResult result, int position) {
            Token token = result.tokens().tokens().get(position);
            return new TokenData(
                    token.id(),
                    token.text(),
                    inTurn(VisibleText.ofToken(token.text()).shortened(LABEL_COLUMNS)),
                    TokenRole.of(position, result.subject(), result.tokens().length())
                            .label());
        }

        private static List<String> inTurn(VisibleText text) {
            List<String> pieces = new ArrayList<>();
            for (VisibleText.Piece piece : text.pieces()) {
                boolean symbolIsNext = pieces.size() % 2 == 1;
                if (piece.symbol() != symbolIsNext) {
                    pieces.add("");
                }
                pieces.add(piece.text());
            }
            return pieces;
        }
    }
}
