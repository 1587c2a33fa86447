package dev.engram.reports.page;

import dev.engram.tracing.summary.Estimate;
import dev.engram.tracing.summary.Interval;
import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.util.Optional;

/**
 * A number in a table: as it is shown, and in full for sorting and for the table's download, with the bounds of its interval. Written here and not by a
 * template, which would say the same in each table.
 */
record NumberCell(double value, Optional<Interval> interval, String shown) implements Content {

    static NumberCell of(double value, String shown) {
        return new NumberCell(value, Optional.empty(), shown);
    }

    static NumberCell of(Estimate estimate, String shown) {
        return new NumberCell(estimate.mean(), estimate.interval(), shown);
    }

    @Override
    public void writeTo(TemplateOutput output) {
        output.writeContent("<td data-value=\"" + value + "\"");
        interval.ifPresent(bounds ->
                output.writeContent(" data-low=\"" + bounds.low() + "\" data-high=\"" + bounds.high() + "\""));
        output.writeContent(">");
        output.writeUserContent(shown);
        output.writeContent("</td>");
    }
}
