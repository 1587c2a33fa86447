package dev.engram.reports.figure;

import dev.engram.reports.figure.Mark.Anchor;
import dev.engram.reports.figure.Mark.Lettering;
import dev.engram.reports.plot.Rgb;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The properties by which an SVG element is drawn, its own and inherited ones. */
final class SvgProperties {

    /** Those of a drawing that sets none; the names are all that can be set. */
    static final SvgProperties INITIAL = new SvgProperties(Map.of(
            "fill", "#000000",
            "fill-opacity", "1",
            "stroke", "none",
            "stroke-opacity", "1",
            "stroke-width", "1",
            "stroke-dasharray", "none",
            "font-family", "sans-serif",
            "font-size", "16",
            "font-weight", "400",
            "text-anchor", "start"));

    /** What {@code currentColor} is on paper. */
    private static final Rgb INK = new Rgb(0, 0, 0);

    private static final int SEMI_BOLD = 600;

    private final Map<String, String> values;

    private SvgProperties(Map<String, String> values) {
        this.values = values;
    }

    /** Those of an element inside of what has these. */
    SvgProperties with(SvgAttributes attributes) {
        Map<String, String> own = new HashMap<>(values);
        own.replaceAll((name, inherited) -> attributes.take(name).orElse(inherited));
        return new SvgProperties(own);
    }

    /** Absent for none. */
    Optional<Paint> fill() {
        return color("fill").map(color -> new Paint(color, number("fill-opacity")));
    }

    /** Absent for none. */
    Optional<Stroke> stroke() {
        return color("stroke")
                .map(color -> new Stroke(new Paint(color, number("stroke-opacity")), number("stroke-width"), dashes()));
    }

    Anchor anchor() {
        return switch (value("text-anchor")) {
            case "start" -> Anchor.START;
            case "middle" -> Anchor.MIDDLE;
            case "end" -> Anchor.END;
            default -> throw new IllegalArgumentException("text-anchor=\"" + value("text-anchor") + "\" is unknown");
        };
    }

    Lettering lettering() {
        return new Lettering(
                number("font-size"), value("font-family").endsWith("monospace"), number("font-weight") >= SEMI_BOLD);
    }

    private Optional<Rgb> color(String name) {
        String value = value(name);
        if (value.equals("none")) {
            return Optional.empty();
        }
        if (value.equals("currentColor")) {
            return Optional.of(INK);
        }
        if (!value.matches("#[0-9a-f]{6}")) {
            throw new IllegalArgumentException(name + "=\"" + value + "\" is no colour that figures draw");
        }
        int rgb = Integer.parseInt(value.substring(1), 16);
        return Optional.of(new Rgb(rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF));
    }

    private List<Double> dashes() {
        String value = value("stroke-dasharray");
        return value.equals("none")
                ? List.of()
                : Arrays.stream(value.split(" "))
                        .map(length -> SvgNumber.parse("stroke-dasharray", length))
                        .toList();
    }

    private double number(String name) {
        return SvgNumber.parse(name, value(name));
    }

    private String value(String name) {
        return Objects.requireNonNull(values.get(name));
    }
}
