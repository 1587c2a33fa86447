package dev.engram.cli;

import dev.engram.reports.text.TerminalStyle;
import java.util.Map;

/**
 * What the process writes to.
 *
 * @param interactive whether a person watches: only then are there progress bars and colours
 * @param style how heatmaps are drawn
 * @param columns the terminal's width
 */
record TerminalSettings(boolean interactive, TerminalStyle style, int columns) {

    private static final int DEFAULT_COLUMNS = 100;

    static TerminalSettings ofProcess() {
        return of(System.console() != null, System.getenv());
    }

    static TerminalSettings of(boolean interactive, Map<String, String> environment) {
        return new TerminalSettings(interactive, style(interactive, environment), columns(environment));
    }

    private static TerminalStyle style(boolean interactive, Map<String, String> environment) {
        if (!interactive || !environment.getOrDefault("NO_COLOR", "").isEmpty()) {
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
