package dev.engram.reports.page;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.DeltaType;
import dev.engram.reports.VisibleText;
import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Two texts of which the second came in place of the first, word by word: what is only in one of them is marked. */
record TextChange(List<Piece> before, List<Piece> after) {

    /** Words in a row. */
    record Piece(String text, boolean changed) {}

    static TextChange of(String before, String after) {
        List<String> old = words(before);
        List<String> now = words(after);
        List<Piece> left = new ArrayList<>();
        List<Piece> right = new ArrayList<>();
        for (AbstractDelta<String> delta : DiffUtils.diff(old, now, true).getDeltas()) {
            boolean changed = delta.getType() != DeltaType.EQUAL;
            add(delta.getSource().getLines(), changed, left);
            add(delta.getTarget().getLines(), changed, right);
        }
        return new TextChange(left, right);
    }

    private static void add(List<String> words, boolean changed, List<Piece> pieces) {
        if (!words.isEmpty()) {
            pieces.add(new Piece(String.join("", words), changed));
        }
    }

    /** Each with the space before it. */
    private static List<String> words(String text) {
        return Arrays.asList(text.split("(?=\\s)"));
    }

    Content beforeHtml() {
        return new Side("del", before);
    }

    Content afterHtml() {
        return new Side("ins", after);
    }

    /** One of the texts; written here and not by a template, which would end words with line ends. */
    private record Side(String element, List<Piece> pieces) implements Content {

        @Override
        public void writeTo(TemplateOutput output) {
            output.writeContent("<bdi>");
            for (Piece piece : pieces) {
                if (piece.changed()) {
                    output.writeContent("<" + element + ">");
                }
                new VisibleHtml(VisibleText.ofLine(piece.text())).writeTo(output);
                if (piece.changed()) {
                    output.writeContent("</" + element + ">");
                }
            }
            output.writeContent("</bdi>");
        }
    }
}
