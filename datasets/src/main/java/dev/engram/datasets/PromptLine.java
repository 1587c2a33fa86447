package dev.engram.datasets;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A prompt of a list as a JSON object on one line, without a line break at its end, which {@link PromptList} reads as the same again.
 */
public final class PromptLine {

    private PromptLine() {}

    /**
     * The line of a prompt. What it has not is left out.
     *
     * @throws IllegalArgumentException if the prompt has {@code {}} in it, which would be taken for the subject's place
     */
    public static String of(ListedPrompt listed) {
        ObjectNode line = JsonNodeFactory.instance.objectNode().put("id", listed.id());
        line.put("prompt", text(listed.prompt())).put("subject", listed.prompt().subject());
        listed.attribute().ifPresent(attribute -> line.put("attribute", attribute));
        listed.foil().ifPresent(foil -> line.put("foil", foil));
        return JsonMapper.shared().writeValueAsString(line);
    }

    /** The whole text, or, where the subject is not where it first stands, a template. */
    private static String text(Prompt prompt) {
        String text = prompt.text();
        if (text.contains(Template.BLANK)) {
            throw new IllegalArgumentException("the prompt " + Quotation.of(text)
                    + " has {} in it, which a list would take for the place of its subject");
        }
        return text.indexOf(prompt.subject()) == prompt.subjectStart()
                ? text
                : text.substring(0, prompt.subjectStart()) + Template.BLANK + text.substring(prompt.subjectEnd());
    }
}
