package dev.engram.datasets.benchmark;

import dev.engram.datasets.EditCase;
import dev.engram.datasets.Neighbour;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record in the project's own form: a JSON object on one line, without a line break at its end. Read again as
 * {@link BenchmarkForm#ENGRAM} it is the same record, if its targets have no space around them and no list has more than 1,000 items.
 */
public final class EngramLine {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private EngramLine() {}

    /** The line of a record. What it has not is left out. */
    public static String of(BenchmarkRecord record) {
        ObjectNode line = NODES.objectNode().put("id", record.id());
        List<EditCase> edits = record.edits();
        if (edits.size() == 1 && edits.get(0).id().equals(record.id())) {
            putEdit(edits.get(0), line);
        } else {
            ArrayNode list = line.putArray(EngramForm.EDITS.keys().get(0));
            for (EditCase edit : edits) {
                putEdit(edit, list.addObject().put("id", edit.id()));
            }
        }
        if (!record.probes().isEmpty()) {
            ArrayNode probes = line.putArray(EngramForm.PROBES.keys().get(0));
            record.probes().forEach(probe -> putProbe(probe, probes.addObject()));
        }
        putTexts(record.openings(), "openings", line);
        record.targetIds()
                .ifPresent(ids -> line.putObject("targetIds")
                        .put("relation", ids.relation())
                        .put("object", ids.object()));
        return JSON.writeValueAsString(line);
    }

    private static void putEdit(EditCase edit, ObjectNode node) {
        node.put("prompt", edit.rewrite().template().text());
        node.put("subject", edit.rewrite().subject());
        node.put("target", edit.rewrite().target());
        edit.oldAnswer().ifPresent(answer -> node.put("answer", answer));
        putTexts(edit.paraphrases(), "paraphrases", node);
        if (!edit.neighbours().isEmpty()) {
            ArrayNode neighbours = node.putArray("neighbours");
            for (Neighbour neighbour : edit.neighbours()) {
                ObjectNode one = neighbours.addObject().put("prompt", neighbour.prompt());
                neighbour.answer().ifPresent(answer -> one.put("answer", answer));
            }
        }
    }

    private static void putProbe(Probe probe, ObjectNode node) {
        node.put("kind", probe.kind().label());
        if (!probe.group().isEmpty()) {
            node.put("group", probe.group());
        }
        putQuestions(probe.questions(), "questions", node);
        if (probe.need() != Probe.Need.ALL) {
            node.put("need", probe.need().label());
        }
        putQuestions(probe.conditions(), "conditions", node);
    }

    private static void putQuestions(List<Question> questions, String key, ObjectNode node) {
        if (questions.isEmpty()) {
            return;
        }
        ArrayNode list = node.putArray(key);
        for (Question question : questions) {
            putTexts(question.answers(), "answers", list.addObject().put("prompt", question.prompt()));
        }
    }

    private static void putTexts(List<String> texts, String key, ObjectNode node) {
        if (!texts.isEmpty()) {
            ArrayNode list = node.putArray(key);
            texts.forEach(list::add);
        }
    }
}
