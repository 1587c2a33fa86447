package dev.engram.reports.plot;

import dev.engram.reports.ProbabilityText;
import dev.engram.reports.VisibleText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The key of a colour scale: a vertical bar with ticks at its floor, its end, its marks, and round values where there is room. */
record ColorBar(ColorScale scale, int height) {

    /** From the bar to its labels, in pixels. */
    static final int LABEL_GAP = 9;

    private static final int STRIPS = 64;
    private static final int LABEL_ROOM = 14;

    /**
     * A tick.
     *
     * @param y of the value, in pixels from the bar's top
     * @param labelY of its label, moved up where it would cover another
     */
    record Tick(String text, int y, int labelY, boolean named) {}

    /** Ticks from the bottom up. Named ones are always there; round values give way to them. */
    List<Tick> ticks() {
        List<ScaleMark> named = new ArrayList<>(scale.marksInRange());
        named.add(scale.floor());
        if (scale.high() > scale.low() && named.stream().noneMatch(mark -> y(mark.value()) < LABEL_ROOM)) {
            named.add(scale.ceiling());
        }
        named.sort(Comparator.comparingDouble(ScaleMark::value));
        List<Tick> ticks = new ArrayList<>();
        int free = height + LABEL_ROOM;
        for (ScaleMark mark : named) {
            int y = y(mark.value());
            int labelY = Math.min(y, free - LABEL_ROOM);
            free = labelY;
            ticks.add(new Tick(ProbabilityText.of(mark.value()) + " " + mark.name(), y, labelY, true));
        }
        List<Tick> round = roundTicks();
        round.removeIf(tick -> ticks.stream().anyMatch(other -> Math.abs(other.labelY() - tick.labelY()) < LABEL_ROOM));
        ticks.addAll(round);
        ticks.sort(Comparator.comparingInt(Tick::labelY).reversed());
        return ticks;
    }

    private List<Tick> roundTicks() {
        return new RoundValues(scale.low(), scale.high())
                .list().stream()
                        .map(round -> new Tick(round.text(), y(round.value()), y(round.value()), false))
                        .collect(Collectors.toCollection(ArrayList::new));
    }

    private int y(double value) {
        return height - (int) Math.round(scale.place(value) * height);
    }

    void draw(SvgWriter svg, int left, int top) {
        svg.open("g", "shape-rendering", "crispEdges");
        for (int strip = 0; strip < STRIPS; strip++) {
            int from = height * strip / STRIPS;
            int to = Math.min(height, height * (strip + 1) / STRIPS + 1); // covered by the next, against seams in print
            String color = scale.colors().at(1 - strip / (STRIPS - 1.0)).hex();
            svg.rect(new Box(left, top + from, HeatmapLayout.BAR_WIDTH, to - from), color)
                    .close("rect");
        }
        svg.close("g").line();
        if (scale.colors().beginsWhite()) {
            HeatmapCells.drawFrame(svg, new Box(left, top, HeatmapLayout.BAR_WIDTH, height));
        }
        int right = left + HeatmapLayout.BAR_WIDTH;
        for (Tick tick : ticks()) {
            String line = "M" + right + " " + (top + tick.y()) + "h3L" + (right + 6) + " " + (top + tick.labelY());
            svg.empty("path", "d", line, "fill", "none", "stroke", "currentColor", "stroke-opacity", "0.6");
            String opacity = tick.named() ? "1" : "0.65";
            svg.open("text", "x", right + LABEL_GAP, "y", top + tick.labelY() + 4, "fill-opacity", opacity);
            svg.text(VisibleText.line(tick.text())).close("text").line();
        }
    }
}
