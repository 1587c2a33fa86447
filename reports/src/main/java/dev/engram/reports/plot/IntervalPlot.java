package dev.engram.reports.plot;

import dev.engram.tracing.summary.Estimate;
import java.util.List;

/**
 * Estimates with their intervals side by side, group by group, as {@link IntervalSvg} draws them: methods by metrics.
 *
 * @param title one line
 * @param valueTitle what the values are
 * @param groups from top to bottom, at least one with an estimate
 */
public record IntervalPlot(String title, String valueTitle, List<Group> groups) {

    /**
     * What belongs together.
     *
     * @param detail what a tooltip says of the group beside its label
     */
    public record Group(String label, String detail, List<Line> lines) {

        public Group {
            lines = List.copyOf(lines);
        }
    }

    /** One estimate; the same label has the same colour in all groups. */
    public record Line(String label, Rgb color, Estimate value) {}

    public IntervalPlot {
        groups = List.copyOf(groups);
        if (groups.stream().allMatch(group -> group.lines().isEmpty())) {
            throw new IllegalArgumentException("a plot without estimates");
        }
    }
}
