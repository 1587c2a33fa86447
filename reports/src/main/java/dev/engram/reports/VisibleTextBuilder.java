package dev.engram.reports;

import dev.engram.reports.VisibleText.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Replaces what cannot be seen, character by character, and joins neighbours of a kind. */
final class VisibleTextBuilder {

    private static final String REPLACEMENT = "\uFFFD";

    private final boolean spacesToo;
    private final boolean keepLines;
    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder run = new StringBuilder();
    private boolean runIsSymbol;

    VisibleTextBuilder(boolean spacesToo, boolean keepLines) {
        this.spacesToo = spacesToo;
        this.keepLines = keepLines;
    }

    VisibleText of(String text) {
        if (!text.isEmpty() && isMark(text.codePointAt(0))) {
            add("\u25CC", true); // a mark would sit on whatever is drawn before this text; the dotted circle carries it
        }
        text.codePoints().forEach(this::add);
        flush();
        return new VisibleText(pieces);
    }

    private void add(int codePoint) {
        switch (Character.getType(codePoint)) {
            case Character.CONTROL -> addControl(codePoint);
            case Character.SURROGATE -> add(REPLACEMENT, true);
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                add(code(codePoint), true);
            case Character.SPACE_SEPARATOR -> addSpace(codePoint);
            default -> {
                boolean noncharacter = (codePoint & 0xFFFE) == 0xFFFE;
                add(noncharacter ? REPLACEMENT : Character.toString(codePoint), noncharacter);
            }
        }
    }

    private void addControl(int codePoint) {
        if (codePoint == '\n') {
            add("↵", true);
            if (keepLines) {
                add("\n", false);
            }
        } else if (codePoint == '\t') {
            add("⇥", true);
        } else {
            add(code(codePoint), true); // few fonts have Unicode's pictures of control characters
        }
    }

    private void addSpace(int codePoint) {
        if (codePoint != ' ') {
            add(code(codePoint), true);
        } else if (spacesToo) {
            add("·", true);
        } else {
            add(" ", false);
        }
    }

    private void add(String text, boolean symbol) {
        if (symbol != runIsSymbol) {
            flush();
            runIsSymbol = symbol;
        }
        run.append(text);
    }

    private void flush() {
        if (run.length() > 0) {
            pieces.add(new Piece(run.toString(), runIsSymbol));
            run.setLength(0);
        }
    }

    private static String code(int codePoint) {
        return String.format(Locale.ROOT, "⟨%02X⟩", codePoint);
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }
}
