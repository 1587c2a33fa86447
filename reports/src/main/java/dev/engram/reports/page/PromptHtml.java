package dev.engram.reports.page;

import dev.engram.datasets.Prompt;
import dev.engram.reports.VisibleText;
import gg.jte.Content;
import gg.jte.TemplateOutput;

/** A prompt in a page with its subject marked. Written here and not by a template, which would end it with a line end. */
record PromptHtml(Prompt prompt) implements Content {

    /** A prompt with the first place of its subject marked. */
    static PromptHtml of(String text, String subject) {
        return new PromptHtml(Prompt.of(text, subject));
    }

    @Override
    public void writeTo(TemplateOutput output) {
        output.writeContent("<bdi>");
        write(prompt.text().substring(0, prompt.subjectStart()), output);
        output.writeContent("<mark>");
        write(prompt.subject(), output);
        output.writeContent("</mark>");
        write(prompt.text().substring(prompt.subjectEnd()), output);
        output.writeContent("</bdi>");
    }

    private static void write(String text, TemplateOutput output) {
        new VisibleHtml(VisibleText.ofLines(text)).writeTo(output);
    }
}
