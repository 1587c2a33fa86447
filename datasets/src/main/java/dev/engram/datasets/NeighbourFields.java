package dev.engram.datasets;

import static dev.engram.datasets.Field.ATTRIBUTE;
import static dev.engram.datasets.Field.LOCALITY;
import static dev.engram.datasets.Field.LOCALITY_ANSWERS;
import static dev.engram.datasets.Field.NEIGHBOURHOOD;
import static dev.engram.datasets.Field.NEIGHBOURS;
import static dev.engram.datasets.Field.PROMPT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the neighbours of a fact to edit are read, from the first of the three ways to write them that its record has. */
final class NeighbourFields {

    private NeighbourFields() {}

    /** @param oldAnswer what CounterFact's neighbours are chosen to have for their answer too */
    static List<Neighbour> neighbours(RecordFields fields, Optional<String> oldAnswer) throws RecordListException {
        if (fields.entry(NEIGHBOURS).isPresent()) {
            List<Neighbour> neighbours = new ArrayList<>();
            for (RecordEntry entry : fields.entries(NEIGHBOURS)) {
                neighbours.add(entry.isObject() ? own(entry.fields()) : neighbour(entry, Optional.empty()));
            }
            return neighbours;
        }
        if (fields.entry(NEIGHBOURHOOD).isPresent()) {
            List<Neighbour> neighbours = new ArrayList<>();
            for (RecordEntry entry : fields.entries(NEIGHBOURHOOD)) {
                neighbours.add(neighbour(entry, oldAnswer));
            }
            return neighbours;
        }
        return ofLocality(fields);
    }

    private static Neighbour own(RecordFields fields) throws RecordListException {
        return neighbour(fields.require(PROMPT, "the whole prompt about another subject"), fields.text(ATTRIBUTE));
    }

    private static List<Neighbour> ofLocality(RecordFields fields) throws RecordListException {
        List<RecordEntry> prompts = fields.entries(LOCALITY);
        List<RecordEntry> answers = fields.entries(LOCALITY_ANSWERS);
        if (!answers.isEmpty() && answers.size() != prompts.size()) {
            throw fields.refuse(
                    LOCALITY_ANSWERS,
                    "has " + answers.size() + " answers to " + prompts.size() + " prompts; expected one to each");
        }
        List<Neighbour> neighbours = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            Optional<String> answer = answers.isEmpty()
                    ? Optional.empty()
                    : Optional.of(answers.get(i).text());
            neighbours.add(neighbour(prompts.get(i), answer));
        }
        return neighbours;
    }

    static Neighbour neighbour(RecordEntry prompt, Optional<String> answer) throws RecordListException {
        String text = prompt.text();
        if (text.contains(Template.BLANK)) {
            throw prompt.refuse("has {} for its subject; expected a whole prompt about another subject");
        }
        return new Neighbour(text, answer);
    }
}
