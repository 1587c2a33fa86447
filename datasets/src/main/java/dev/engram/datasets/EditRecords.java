package dev.engram.datasets;

import static dev.engram.datasets.Field.ATTRIBUTE;
import static dev.engram.datasets.Field.ID;
import static dev.engram.datasets.Field.LOCALITY;
import static dev.engram.datasets.Field.LOCALITY_ANSWERS;
import static dev.engram.datasets.Field.NEIGHBOURHOOD;
import static dev.engram.datasets.Field.NEIGHBOURS;
import static dev.engram.datasets.Field.PARAPHRASES;
import static dev.engram.datasets.Field.PROMPT;
import static dev.engram.datasets.Field.REWRITE;
import static dev.engram.datasets.Field.STRING;
import static dev.engram.datasets.Field.SUBJECT;
import static dev.engram.datasets.Field.TARGET;
import static dev.engram.datasets.Field.TEMPLATE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a fact to edit is made of a record: of its own fields, or of those of its {@code requested_rewrite}, as CounterFact has them. */
final class EditRecords implements RecordKind<EditCase> {

    static final String PLURAL = "facts to edit";

    @Override
    public String singular() {
        return "fact to edit";
    }

    @Override
    public String plural() {
        return PLURAL;
    }

    @Override
    public Set<Field> fields() {
        return Set.of(
                PROMPT,
                TEMPLATE,
                SUBJECT,
                ATTRIBUTE,
                TARGET,
                STRING,
                REWRITE,
                PARAPHRASES,
                NEIGHBOURS,
                NEIGHBOURHOOD,
                LOCALITY,
                LOCALITY_ANSWERS,
                ID);
    }

    @Override
    public List<List<Field>> columns() {
        return List.of(List.of(SUBJECT), List.of(PROMPT, TEMPLATE), List.of(TARGET));
    }

    @Override
    public EditCase of(RecordFields fields) throws RecordListException {
        String id = fields.id();
        Optional<RecordEntry> nested = fields.entry(REWRITE);
        RecordFields requested = nested.isPresent() ? nested.get().fields() : fields;
        Rewrite rewrite = rewrite(requested);
        Optional<String> oldAnswer = requested.text(ATTRIBUTE);
        return new EditCase(
                id,
                rewrite,
                oldAnswer,
                paraphrases(fields, rewrite.subject()),
                NeighbourFields.neighbours(fields, oldAnswer));
    }

    private static Rewrite rewrite(RecordFields fields) throws RecordListException {
        String subject = fields.subject();
        RecordEntry prompt = fields.promptOrTemplate();
        String text = prompt.text();
        String target = fields.text(TARGET)
                .orElseThrow(() -> fields.refuse(TARGET, "is absent; expected what the model is to say from now on"));
        try {
            return Rewrite.of(text, subject, target.strip());
        } catch (IllegalArgumentException unfit) {
            String problem = String.valueOf(unfit.getMessage());
            throw text.contains(Template.BLANK) ? prompt.refuse(problem) : fields.refuse(SUBJECT, problem);
        }
    }

    private static List<String> paraphrases(RecordFields fields, String subject) throws RecordListException {
        List<String> paraphrases = new ArrayList<>();
        for (RecordEntry entry : fields.entries(PARAPHRASES)) {
            paraphrases.add(paraphrase(entry, subject));
        }
        return paraphrases;
    }

    private static String paraphrase(RecordEntry entry, String subject) throws RecordListException {
        String text = entry.text();
        try {
            return text.contains(Template.BLANK)
                    ? new Template(text).fill(subject).text()
                    : text;
        } catch (IllegalArgumentException twoBlanks) {
            throw entry.refuse(String.valueOf(twoBlanks.getMessage()));
        }
    }
}
