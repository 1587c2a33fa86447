package dev.engram.reports.plot;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Points over two axes, in groups with a colour each, as {@link ScatterSvg} draws them.
 *
 * @param title one line
 * @param xTitle what the values from left to right are
 * @param yTitle what the values from below to above are
 * @param groups at least one point in all
 */
public record ScatterPlot(String title, String xTitle, String yTitle, List<Group> groups) {

    /** Points of one colour. */
    public record Group(String label, Rgb color, List<Point> points) {

        public Group {
            points = List.copyOf(points);
        }
    }

    /**
     * A point.
     *
     * @param name what a tooltip calls it
     */
    public record Point(String name, double x, double y) {

        public Point {
            if (!Double.isFinite(x) || !Double.isFinite(y)) {
                throw new IllegalArgumentException("the point '" + name + "' lies at " + x + ", " + y);
            }
        }
    }

    public ScatterPlot {
        groups = List.copyOf(groups);
        if (groups.stream().allMatch(group -> group.points().isEmpty())) {
            throw new IllegalArgumentException("a plot without points");
        }
    }

    DoubleStream xs() {
        return points().mapToDouble(Point::x);
    }

    DoubleStream ys() {
        return points().mapToDouble(Point::y);
    }

    private Stream<Point> points() {
        return groups.stream().flatMap(group -> group.points().stream());
    }
}
