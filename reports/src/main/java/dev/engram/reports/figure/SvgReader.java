package dev.engram.reports.figure;

import dev.engram.reports.figure.Mark.Area;
import dev.engram.reports.figure.Mark.Label;
import dev.engram.reports.figure.Mark.Run;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads the SVG that plots are written in: {@code svg}, {@code g}, {@code rect}, {@code path}, {@code circle}, {@code text} and {@code tspan}, with
 * the attributes that they use. Tooltips ({@code title}) are left out; whatever else there is is refused.
 */
final class SvgReader {

    private final List<Mark> marks = new ArrayList<>();

    private SvgReader() {}

    /**
     * The drawing of an SVG.
     *
     * @throws IllegalArgumentException if it has anything that is not read; the message names it
     */
    static Drawing read(String svg) {
        Element root = parse(svg);
        if (!root.getTagName().equals("svg")) {
            throw new IllegalArgumentException("a drawing that is no <svg> but <" + root.getTagName() + ">");
        }
        SvgAttributes attributes = new SvgAttributes(root);
        attributes.take("xmlns");
        attributes.take("role");
        String title = attributes.require("aria-label");
        double width = attributes.number("width");
        double height = attributes.number("height");
        String box = attributes.require("viewBox");
        SvgProperties properties = SvgProperties.INITIAL.with(attributes);
        attributes.close();
        if (!box.equals("0 0 " + number(width) + " " + number(height))) {
            throw new IllegalArgumentException(
                    "viewBox=\"" + box + "\" is not that of the drawing's size, " + width + " x " + height);
        }
        SvgReader reader = new SvgReader();
        reader.readChildren(root, properties);
        return new Drawing(width, height, title, reader.marks);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static Element parse(String svg) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler()); // the default one prints
            return builder.parse(new InputSource(new StringReader(svg))).getDocumentElement();
        } catch (SAXException e) {
            throw new IllegalArgumentException("a drawing that is no XML: " + e.getMessage(), e);
        } catch (IOException | ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void readChildren(Element parent, SvgProperties inherited) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                read(element, inherited);
            } else if (!(node instanceof Text text) || !text.getData().isBlank()) {
                throw new IllegalArgumentException(
                        "<" + parent.getTagName() + "> holds what figures do not draw: " + node);
            }
        }
    }

    private void read(Element element, SvgProperties inherited) {
        SvgAttributes attributes = new SvgAttributes(element);
        SvgProperties properties = inherited.with(attributes);
        switch (element.getTagName()) {
            case "title" -> {}
            case "text" -> marks.add(label(element, attributes, properties));
            case "g" -> {
                attributes.take("shape-rendering"); // cells overlap, so that smoothed edges show no seams
                attributes.take("pointer-events");
                readChildren(element, properties);
            }
            default -> {
                marks.add(area(element.getTagName(), attributes, properties));
                readChildren(element, properties);
            }
        }
        attributes.close();
    }

    private static Area area(String element, SvgAttributes attributes, SvgProperties properties) {
        return switch (element) {
            case "rect" ->
                new Area(
                        new Rectangle2D.Double(
                                attributes.number("x"),
                                attributes.number("y"),
                                attributes.number("width"),
                                attributes.number("height")),
                        properties.fill(),
                        properties.stroke());
            case "circle" -> {
                double radius = attributes.number("r");
                double left = attributes.number("cx") - radius;
                double top = attributes.number("cy") - radius;
                yield new Area(
                        new Ellipse2D.Double(left, top, 2 * radius, 2 * radius),
                        properties.fill(),
                        properties.stroke());
            }
            case "path" -> {
                SvgPath path = SvgPath.parse(attributes.require("d"));
                yield new Area(
                        path.outline(), properties.fill().filter(paint -> path.hasInside()), properties.stroke());
            }
            default -> throw new IllegalArgumentException("figures do not draw <" + element + ">");
        };
    }

    private static Label label(Element text, SvgAttributes attributes, SvgProperties properties) {
        List<Run> runs = new ArrayList<>();
        readRuns(text, properties, runs);
        return new Label(
                attributes.number("x"), attributes.number("y"), properties.anchor(), properties.lettering(), runs);
    }

    private static void readRuns(Element parent, SvgProperties properties, List<Run> runs) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Text text) {
                properties.fill().ifPresent(paint -> runs.add(new Run(text.getData(), paint)));
            } else if (node instanceof Element element && element.getTagName().equals("tspan")) {
                SvgAttributes attributes = new SvgAttributes(element);
                SvgProperties own = properties.with(attributes);
                if (!own.lettering().equals(properties.lettering())) {
                    throw new IllegalArgumentException(
                            "figures draw a text in letters of one kind; <tspan> has others");
                }
                attributes.close();
                readRuns(element, own, runs);
            } else {
                throw new IllegalArgumentException("<text> holds what figures do not draw: " + node);
            }
        }
    }
}
