package dev.engram.datasets.benchmark;

import dev.engram.datasets.EditRecords;
import dev.engram.datasets.RecordField;
import dev.engram.datasets.RecordFields;
import dev.engram.datasets.RecordListException;
import dev.engram.datasets.RecordShape;
import java.util.List;
import java.util.Set;

/** EasyEdit's flat form of CounterFact: a fact to edit with {@code target_new}, one rephrasing, one neighbour. */
final class EasyEditForm implements RecordForm {

    private final EditRecords edits = new EditRecords();

    @Override
    public boolean recognises(RecordShape record) {
        return record.has("target_new")
                && record.has("prompt")
                && record.has("subject")
                && !record.has("target")
                && !record.has("requested_rewrite")
                && !record.hasObject("portability")
                && !record.hasObject("locality");
    }

    @Override
    public Set<RecordField> fields() {
        return edits.fields();
    }

    @Override
    public List<List<RecordField>> columns() {
        return edits.columns();
    }

    @Override
    public BenchmarkRecord of(RecordFields fields) throws RecordListException {
        return BenchmarkRecord.of(edits.of(fields));
    }
}
