package dev.engram.reports.page;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.util.Map;

/** A result as it stands in its page, by its own template. */
record PartHtml(PartView part) implements Content {

    @Override
    public void writeTo(TemplateOutput output) {
        Pages.render(part.template(), Map.of("part", part), output);
    }
}
