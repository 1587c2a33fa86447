package dev.engram.reports.figure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;

/** The attributes of an SVG element, taken one by one; those that nobody takes are refused. */
final class SvgAttributes {

    private final String element;
    private final Map<String, String> left = new LinkedHashMap<>();

    SvgAttributes(Element element) {
        this.element = element.getTagName();
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            left.put(attributes.item(i).getNodeName(), attributes.item(i).getNodeValue());
        }
    }

    /** The value of an attribute that need not be there. */
    Optional<String> take(String name) {
        return Optional.ofNullable(left.remove(name));
    }

    /** The value of an attribute that must be there. */
    String require(String name) {
        return take(name).orElseThrow(() -> new IllegalArgumentException("<" + element + "> lacks " + name));
    }

    double number(String name) {
        return SvgNumber.parse(name, require(name));
    }

    /** Refuses what is left. */
    void close() {
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("<" + element + "> has attributes that figures do not draw: " + left);
        }
    }
}
