package dev.engram.reports.plot;

import dev.engram.tracing.summary.Estimate;
import java.util.List;

/**
 * A line of a plot, with a band where its values have intervals.
 *
 * @param detail what a tooltip says of the line beside its label, such as what was averaged
 * @param marked drawn solid and with an asterisk, as the subject's tokens are; others are dashed
 * @param values one a column
 */
public record LineSeries(String label, String detail, boolean marked, Rgb color, List<Estimate> values) {

    public LineSeries {
        values = List.copyOf(values);
    }
}
