package dev.engram.reports.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;
import java.util.Map;

/** The templates, as compiled at build time. */
final class Pages {

    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Pages.class.getClassLoader(), Pages.class.getPackageName());

    private Pages() {}

    static String render(String template, Map<String, Object> parameters) {
        StringOutput page = new StringOutput();
        render(template, parameters, page);
        return page.toString();
    }

    static void render(String template, Map<String, Object> parameters, TemplateOutput output) {
        TEMPLATES.render(template, parameters, output);
    }
}
