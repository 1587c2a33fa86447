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
public final class EditRecords implements RecordKind<EditCase> {

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
    public Set<RecordField> fields() {
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
    public List<List<RecordField>> columns() {
        return List.of(List.of(SUBJECT), List.of(PROMPT, TEMPLATE), List.of(TARGET));
    }

    @Override
    public EditCase of(RecordFields fields) throws RecordListException {
        return of(fields, fields.id());
    }

    /** The fact of an object that need not have an id of its own. */
    public EditCase of(RecordFields fields, String id) throws RecordListException {
        Optional<RecordEntry> nested = fields.entry(REWRITE);
        RecordFields requested = nested.isPresent() ? nested.get().fields() : fields;
        Rewrite rewrite = rewrite(
                requested.subject(),
                requested.promptOrTemplate(),
                requested.require(TARGET, "what the model is to say from now on"));
        Optional<String> oldAnswer = requested.text(ATTRIBUTE);
        return new EditCase(
                id,
                rewrite,
                oldAnswer,
                paraphrases(fields.entries(PARAPHRASES), rewrite.subject()),
                NeighbourFields.neighbours(fields, oldAnswer));
    }

    /** A rewrite of texts of a record; where they do not fit together, the message names the one at fault. */
    public static Rewrite rewrite(RecordEntry subject, RecordEntry prompt, RecordEntry target)
            throws RecordListException {
        String text = prompt.text();
        String about = subject.text();
        String newObject = target.text().strip();
        try {
            return Rewrite.of(text, about, newObject);
        } catch (IllegalArgumentException unfit) {
            String problem = String.valueOf(unfit.getMessage());
            throw text.contains(Template.BLANK) ? prompt.refuse(problem) : subject.refuse(problem);
        }
    }

    /** Whole prompts, of texts with or without {@code {}} for the subject. */
    public static List<String> paraphrases(List<RecordEntry> entries, String subject) throws RecordListException {
        List<String> paraphrases = new ArrayList<>();
        for (RecordEntry entry : entries) {
            paraphrases.add(paraphrase(entry, subject));
        }
        return paraphrases;
    }

    /** A neighbour of a whole prompt. */
    public static Neighbour neighbour(RecordEntry prompt, Optional<String> answer) throws RecordListException {
        return NeighbourFields.neighbour(prompt, answer);
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
