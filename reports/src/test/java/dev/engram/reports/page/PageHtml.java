package dev.engram.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.reports.Xml;
import java.util.List;
import java.util.stream.IntStream;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Reads a page, and knows what every page must keep to. */
final class PageHtml {

    static final Provenance PROVENANCE = new Provenance(List.of(
            new Provenance.Entry("Command", "engram trace --prompt '<b>Ann</b>'"), new Provenance.Entry("Seed", "1")));

    private PageHtml() {}

    /** The page as XML, which it is but for its first line and its void elements: so every element is closed and every text escaped. */
    static Document parse(String html) {
        return Xml.parse(html.replaceFirst("<!doctype html>\n", "").replaceAll("(<meta [^>]*)>", "$1/>"));
    }

    static String text(String html) {
        String spaced = html.replaceAll("</(td|th|dt|dd|p|h1|h2|code|div)>", " </$1>");
        return squeeze(parse(spaced).getDocumentElement().getTextContent());
    }

    static String squeeze(String text) {
        return text.replaceAll("\\s+", " ");
    }

    static List<String> texts(String html, String element) {
        return Xml.elements(parse(html), element).stream()
                .map(found -> squeeze(found.getTextContent()).strip())
                .toList();
    }

    static void assertAsksForNothing(String html) {
        assertThat(html)
                .contains("content=\"default-src 'none'; style-src 'unsafe-inline'\"")
                .doesNotContainIgnoringCase("<script")
                .doesNotContain("src=", "href", "://", "url(", "@import", "<link", "<iframe", "<img", "<base");
        assertThat(attributeNames(parse(html))).noneMatch(name -> name.startsWith("on"));
    }

    static void assertHarmless(String html) {
        Document page = parse(html);

        assertThat(html).doesNotContain("<script", "onload=alert(1)>");
        assertThat(attributeNames(page)).noneMatch(name -> name.startsWith("on"));
        assertThat(Xml.elements(page, "title").get(0).getParentNode().getNodeName())
                .isEqualTo("head");
        assertThat(html).doesNotContainPattern("[\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F\u202A-\u202E\u2066-\u2069]");
    }

    private static List<String> attributeNames(Document page) {
        return Xml.elements(page, "*").stream()
                .map(Element::getAttributes)
                .flatMap(attributes -> IntStream.range(0, attributes.getLength())
                        .mapToObj(i -> attributes.item(i).getNodeName()))
                .toList();
    }
}
