package dev.engram.reports.page;

import dev.engram.models.text.Token;
import dev.engram.models.text.TokenSequence;
import dev.engram.reports.VisibleText;
import dev.engram.tracing.patching.TokenPair;
import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.util.BitSet;

/**
 * One prompt of a pair with what differs from the other marked. Written here and not by a template, which would end it with a line end.
 *
 * @param prompt one of the pair's
 */
record PatchPrompt(TokenSequence prompt, TokenPair pair) implements Content {

    @Override
    public void writeTo(TemplateOutput output) {
        BitSet marked = marked();
        String text = prompt.text();
        output.writeContent("<bdi>");
        int from = 0;
        while (from < text.length()) {
            boolean isMarked = marked.get(from);
            int next = isMarked ? marked.nextClearBit(from) : marked.nextSetBit(from);
            int to = next < 0 ? text.length() : next;
            output.writeContent(isMarked ? "<mark>" : "");
            new VisibleHtml(VisibleText.ofLines(text.substring(from, to))).writeTo(output);
            output.writeContent(isMarked ? "</mark>" : "");
            from = to;
        }
        output.writeContent("</bdi>");
    }

    /** The characters of tokens that differ, without the spaces that these begin with. */
    private BitSet marked() {
        BitSet marked = new BitSet();
        for (int position = 0; position < pair.length(); position++) {
            if (pair.differsAt(position)) {
                Token token = prompt.tokens().get(position);
                int start = token.start();
                while (start < token.end() && prompt.text().charAt(start) == ' ') {
                    start++;
                }
                marked.set(start, token.end());
            }
        }
        return marked;
    }
}
