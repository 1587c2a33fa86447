package dev.engram.reports.plot;

import dev.engram.reports.VisibleText;

/**
 * Writes SVG elements into one string. Texts and attribute values are escaped; they must hold no characters that XML forbids, which {@link
 * VisibleText} takes care of.
 */
final class SvgWriter {

    private final StringBuilder out = new StringBuilder();

    /** Opens an element; attributes are name and value in turn, values numbers or text. */
    SvgWriter open(String element, Object... attributes) {
        tag(element, attributes);
        out.append('>');
        return this;
    }

    SvgWriter close(String element) {
        out.append("</").append(element).append('>');
        return this;
    }

    /** Opens a filled rectangle. */
    SvgWriter rect(Box box, String fill) {
        return open(
                "rect", "x", box.left(), "y", box.top(), "width", box.width(), "height", box.height(), "fill", fill);
    }

    /** An element without content. */
    SvgWriter empty(String element, Object... attributes) {
        tag(element, attributes);
        out.append("/>");
        return this;
    }

    SvgWriter text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return this;
    }

    /** A text with its symbols in a lighter tone. */
    SvgWriter text(VisibleText text) {
        for (VisibleText.Piece piece : text.pieces()) {
            if (piece.symbol()) {
                open("tspan", "fill-opacity", "0.55").text(piece.text()).close("tspan");
            } else {
                text(piece.text());
            }
        }
        return this;
    }

    /** One line end, so that the file can be read and compared. */
    SvgWriter line() {
        out.append('\n');
        return this;
    }

    private void tag(String element, Object... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            text(attributes[i + 1].toString());
            out.append('"');
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
