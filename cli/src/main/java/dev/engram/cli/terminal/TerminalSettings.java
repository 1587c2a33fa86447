package dev.engram.cli.terminal;

import dev.engram.reports.text.TerminalStyle;
import java.util.Map;

/**
 * What the process writes to.
 *
 * @param watched whether a person sees standard error: only then are there progress bars
 * @param style how heatmaps are drawn on standard output
 * @param columns the terminal's width
 */
public record TerminalSettings(boolean watched, TerminalStyle style, int columns) {

    private static final int DEFAULT_COLUMNS = 100;

    /** Java cannot tell whether a stream is a terminal; the launcher can, and says so by system properties. */
    public static TerminalSettings ofProcess() {
        return of(
                Boolean.getBoolean("engram.terminal.out"), Boolean.getBoolean("engram.terminal.err"), System.getenv());
    }

    static TerminalSettings of(boolean outIsTerminal, boolean errIsTerminal, Map<String, String> environment) {
        return new TerminalSettings(errIsTerminal, style(outIsTerminal, environment), columns(environment));
    }

    private static TerminalStyle style(boolean outIsTerminal, Map<String, String> environment) {
        if (!outIsTerminal || !environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            return TerminalStyle.ASCII;
        }
        String colours = environment.getOrDefault("COLORTERM", "");
        if (colours.equals("truecolor") || colours.equals("24bit")) {
            return TerminalStyle.TRUE_COLOR;
        }
        return environment.getOrDefault("TERM", "").contains("256color")
                ? TerminalStyle.COLOR_256
                : TerminalStyle.ASCII;
    }

    /** {@code COLUMNS}, which the launcher passes on. */
    private static int columns(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9]\\d{0,3}") ? Integer.parseInt(columns) : DEFAULT_COLUMNS;
    }
}
