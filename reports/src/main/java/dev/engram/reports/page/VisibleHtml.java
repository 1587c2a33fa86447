package dev.engram.reports.page;

import dev.engram.reports.VisibleText;
import gg.jte.Content;
import gg.jte.TemplateOutput;

/** A text in a page, escaped, its symbols in a lighter tone. Written here and not by a template, which would end it with a line end. */
record VisibleHtml(VisibleText text) implements Content {

    @Override
    public void writeTo(TemplateOutput output) {
        for (VisibleText.Piece piece : text.pieces()) {
            if (piece.symbol()) {
                output.writeContent("<span class=\"symbol\">");
                output.writeUserContent(piece.text());
                output.writeContent("</span>");
            } else {
                output.writeUserContent(piece.text());
            }
        }
    }
}
