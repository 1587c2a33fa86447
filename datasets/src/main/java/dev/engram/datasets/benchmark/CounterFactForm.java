package dev.engram.datasets.benchmark;

import dev.engram.datasets.EditCase;
import dev.engram.datasets.EditRecords;
import dev.engram.datasets.RecordEntry;
import dev.engram.datasets.RecordField;
import dev.engram.datasets.RecordFields;
import dev.engram.datasets.RecordListException;
import dev.engram.datasets.RecordShape;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * CounterFact and multi-CounterFact as their authors give them (Meng et al. 2022, 2023). Neighbourhood prompts are about subjects with the
 * old answer, attribute prompts about subjects with the new one.
 */
final class CounterFactForm implements RecordForm {

    private static final RecordField REWRITE = RecordField.of("requested_rewrite");
    private static final RecordField TARGET = RecordField.of("target_new", "target");
    private static final RecordField RELATION = RecordField.of("relation_id");
    private static final RecordField OBJECT_ID = RecordField.of("id");
    private static final RecordField ATTRIBUTE_PROMPTS = RecordField.of("attribute_prompts");
    private static final RecordField OPENINGS = RecordField.of("generation_prompts");

    private final EditRecords edits = new EditRecords();

    @Override
    public boolean recognises(RecordShape record) {
        return record.hasObject("requested_rewrite");
    }

    @Override
    public Set<RecordField> fields() {
        Set<RecordField> fields = new HashSet<>(edits.fields());
        fields.addAll(List.of(RELATION, OBJECT_ID, ATTRIBUTE_PROMPTS, OPENINGS));
        return fields;
    }

    @Override
    public List<List<RecordField>> columns() {
        return List.of(List.of(REWRITE));
    }

    @Override
    public BenchmarkRecord of(RecordFields fields) throws RecordListException {
        RecordFields rewrite = fields.require(REWRITE, "the fact to edit").fields();
        EditCase edit = edits.of(fields);
        String target = edit.rewrite().target();
        List<Probe> attributes = fields.texts(ATTRIBUTE_PROMPTS).stream()
                .map(prompt -> Probe.of(Probe.Kind.ATTRIBUTE, "", new Question(prompt, List.of(target))))
                .toList();
        return new BenchmarkRecord(edit.id(), List.of(edit), attributes, fields.texts(OPENINGS), targetIds(rewrite));
    }

    private static Optional<TargetIds> targetIds(RecordFields rewrite) throws RecordListException {
        Optional<String> relation = rewrite.text(RELATION);
        RecordEntry target = rewrite.require(TARGET, "what the model is to say from now on");
        Optional<String> object = target.isObject() ? target.fields().text(OBJECT_ID) : Optional.empty();
        return relation.isPresent() && object.isPresent()
                ? Optional.of(new TargetIds(relation.get(), object.get()))
                : Optional.empty();
    }
}
