package dev.engram.reports.figure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A plot as an SVG file, with its tooltips: what a page shows, in a size and a font of one's own. */
public final class SvgFigure {

    private static final Pattern ROOT = Pattern.compile("<svg width=\"([\\d.]+)\" height=\"([\\d.]+)\"");

    private SvgFigure() {}

    /**
     * The file of a plot.
     *
     * @param svg as plots write it
     */
    public static String of(String svg, FigureStyle style) {
        Matcher root = ROOT.matcher(svg);
        if (!root.lookingAt()) {
            throw new IllegalArgumentException(
                    "a plot that does not begin with its size: " + svg.substring(0, Math.min(60, svg.length())));
        }
        double width = Double.parseDouble(root.group(1));
        double height = Double.parseDouble(root.group(2));
        String size = style.width()
                .map(wanted -> "width=\"" + wanted + "\" height=\"" + wanted.times(height / width) + "\"")
                .orElse(root.group().substring("<svg ".length()));
        String file = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" " + size
                + svg.substring(root.end());
        // Texts have their quotes escaped, so this is found in tags alone.
        return style.font()
                .map(font -> file.replace("font-family=\"", "font-family=\"'" + escaped(font.family()) + "', "))
                .orElse(file);
    }

    private static String escaped(String family) {
        return family.replaceAll("[^\\p{L}\\p{N} .-]", "");
    }
}
