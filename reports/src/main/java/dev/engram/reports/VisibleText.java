package dev.engram.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A text of which every character can be seen and written to any file: what has no shape of its own, or would reorder, break or end its
 * surroundings, is shown by a symbol.
 *
 * <p>Spaces of tokens become {@code ·}, line ends {@code ↵}, tabs {@code ⇥}, other control characters, format
 * characters and unusual spaces their code ({@code ⟨1B⟩}; {@code ⟨202E⟩}, which takes the power from bidirectional overrides), and halves of
 * characters {@code �}. So the text is legal in XML and HTML once escaped, and harmless to a terminal.
 *
 * @param pieces in order; those that are symbols are meant to be drawn lighter, which tells {@code ·} for a space from a real one
 */
public record VisibleText(List<Piece> pieces) {

    /** A run of characters; {@code symbol} when they stand for something else. */
    public record Piece(String text, boolean symbol) {}

    public VisibleText {
        pieces = List.copyOf(pieces);
    }

    /** A token: its spaces are symbols too. */
    public static VisibleText ofToken(String text) {
        return new VisibleTextBuilder(true, false).of(text);
    }

    /** A text on one line: spaces stay, line ends are symbols. */
    public static VisibleText ofLine(String text) {
        return new VisibleTextBuilder(false, false).of(text);
    }

    /** {@link #ofLine} as plain text, for places that know no lighter tone. */
    public static String line(String text) {
        return ofLine(text).plain();
    }

    /** A text of several lines: spaces stay, each line end is a symbol and a line end. */
    public static VisibleText ofLines(String text) {
        return new VisibleTextBuilder(false, true).of(text);
    }

    /** All pieces in a row. */
    public String plain() {
        return pieces.stream().map(Piece::text).collect(Collectors.joining());
    }

    /** The columns it takes in a fixed-width font. */
    public int columns() {
        return pieces.stream().mapToInt(piece -> DisplayWidth.of(piece.text())).sum();
    }

    /** This text within so many columns: if it is longer, its beginning and an ellipsis. */
    public VisibleText shortened(int columns) {
        if (columns < 1) {
            throw new IllegalArgumentException(columns + " columns; a shortened text needs at least 1");
        }
        int limit = 4 * columns; // marks take no columns, so a text of nothing else would never end
        if (columns() <= columns && plain().length() <= limit) {
            return this;
        }
        List<Piece> kept = new ArrayList<>();
        int used = 0;
        int characters = 0;
        for (Piece piece : pieces) {
            int end = 0;
            while (end < piece.text().length()) {
                int codePoint = piece.text().codePointAt(end);
                used += DisplayWidth.of(codePoint);
                characters += Character.charCount(codePoint);
                if (used >= columns || characters >= limit) {
                    break;
                }
                end += Character.charCount(codePoint);
            }
            if (end > 0) {
                kept.add(new Piece(piece.text().substring(0, end), piece.symbol()));
            }
            if (end < piece.text().length()) {
                break;
            }
        }
        kept.add(new Piece("…", true));
        return new VisibleText(kept);
    }
}
