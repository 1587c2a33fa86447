package dev.engram.reports.page;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import tools.jackson.databind.json.JsonMapper;

/** Values for the page's script, as JSON in an element that is no script itself. Written here, since no template can escape JSON for it. */
record DataBlock(String id, Object values) implements Content {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @Override
    public void writeTo(TemplateOutput output) {
        output.writeContent("<script type=\"application/json\" id=\"" + id + "\">"
                + harmless(MAPPER.writeValueAsString(values)) + "</script>\n");
    }

    /**
     * The same JSON, without less-than signs, which can stand within strings only, so that nothing in them ends the element or begins a comment, and
     * without characters that cannot be seen, or not be written.
     */
    private static String harmless(String json) {
        StringBuilder out = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '<' || (c >= 0x7F && isUnseen(c))) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean isUnseen(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
