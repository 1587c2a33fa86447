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
        return Xml.parse(
                withoutScripts(html).replaceFirst("<!doctype html>\n", "").replaceAll("(<meta [^>]*)>", "$1/>"));
    }

    /** The page without its script and the values for it, of which other tests speak. */
    private static String withoutScripts(String html) {
        return html.replaceAll("(?s)<script(?: type=\"application/json\" id=\"[\\w-]+\")?>.*?</script>", "");
    }

    static String text(String html) {
        String spaced = html.replaceAll("</(td|th|dt|dd|p|h1|h2|h3|code|div)>", " </$1>");
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
                .contains(
                        "content=\"default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:; script-src &#39;sha256-")
                .containsOnlyOnce("<script>");
        assertThat(withoutScripts(html))
                .doesNotContainIgnoringCase("<script")
                .doesNotContain("://", "url(", "@import", "<link", "<iframe", "<base")
                .doesNotContainPattern("\\bsrc=\"(?!data:image/png;base64,)")
                .doesNotContainPattern("\\bhref=\"(?!#)");
        assertThat(attributeNames(parse(html))).noneMatch(name -> name.startsWith("on"));
    }

    static void assertHarmless(String html) {
        Document page = parse(html);

        assertThat(withoutScripts(html)).doesNotContain("<script", "onload=alert(1)>");
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
