package dev.engram.datasets.benchmark;

import dev.engram.datasets.RecordKind;
import dev.engram.datasets.RecordShape;

/** How a form of benchmarks is told from others, and how a record is made of its fields. */
interface RecordForm extends RecordKind<BenchmarkRecord> {

    String PLURAL = "records of edits";

    /** Whether a record has the keys that this form alone has. */
    boolean recognises(RecordShape record);

    @Override
    default String singular() {
        return "record";
    }

    @Override
    default String plural() {
        return PLURAL;
    }
}
