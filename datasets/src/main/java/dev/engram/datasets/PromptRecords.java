package dev.engram.datasets;

import static dev.engram.datasets.Field.ATTRIBUTE;
import static dev.engram.datasets.Field.FOIL;
import static dev.engram.datasets.Field.ID;
import static dev.engram.datasets.Field.PROMPT;
import static dev.engram.datasets.Field.SUBJECT;
import static dev.engram.datasets.Field.TEMPLATE;

import java.util.List;
import java.util.Set;

/** How a prompt is made of a record. */
final class PromptRecords implements RecordKind<ListedPrompt> {

    static final String PLURAL = "prompts";

    @Override
    public String singular() {
        return "prompt";
    }

    @Override
    public String plural() {
        return PLURAL;
    }

    @Override
    public Set<RecordField> fields() {
        return Set.of(PROMPT, TEMPLATE, SUBJECT, ATTRIBUTE, FOIL, ID);
    }

    @Override
    public List<List<RecordField>> columns() {
        return List.of(List.of(SUBJECT), List.of(PROMPT, TEMPLATE));
    }

    @Override
    public ListedPrompt of(RecordFields fields) throws RecordListException {
        return new ListedPrompt(fields.id(), prompt(fields), fields.text(ATTRIBUTE), fields.text(FOIL));
    }

    private static Prompt prompt(RecordFields fields) throws RecordListException {
        String subject = fields.subject().text();
        RecordEntry prompt = fields.promptOrTemplate();
        String text = prompt.text();
        boolean whole = fields.entry(PROMPT).isPresent() && !text.contains(Template.BLANK);
        try {
            return whole ? Prompt.of(text, subject) : new Template(text).fill(subject);
        } catch (IllegalArgumentException unfit) {
            String problem = String.valueOf(unfit.getMessage());
            throw whole ? fields.refuse(SUBJECT, problem) : prompt.refuse(problem);
        }
    }
}
