package dev.engram.reports.plot;

import dev.engram.tracing.summary.Estimate;
import java.util.List;

/**
 * A line of a plot, with a band where its values have intervals.
 *
 * @param detail what a tooltip says of the line beside its label, such as what was averaged
 * @param values one a column
 */
public record LineSeries(String label, String detail, Style style, Rgb color, List<Estimate> values) {

    /** How a line is drawn. */
    public enum Style {
        /** Solid, with an asterisk in the legend, as the subject's tokens are. */
        STARRED,
        SOLID,
        DASHED
    }

    public LineSeries {
        values = List.copyOf(values);
    }
}
