package dev.engram.reports.page;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.util.Optional;

/** A number in a table where there may be none, which shows as a dash and is empty in the table's download. */
record CellHtml(Optional<NumberCell> cell) implements Content {

    @Override
    public void writeTo(TemplateOutput output) {
        if (cell.isPresent()) {
            cell.get().writeTo(output);
        } else {
            output.writeContent("<td data-value=\"\">–</td>");
        }
    }
}
