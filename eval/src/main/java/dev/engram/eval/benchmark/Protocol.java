package dev.engram.eval.benchmark;

import dev.engram.datasets.EditCase;
import dev.engram.datasets.benchmark.BenchmarkRecord;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** By what rule the facts of a benchmark are edited, and when they are scored. The field calls several of these "sequential editing". */
public sealed interface Protocol {

    /** A line that says it in words. */
    String describe();

    /** How many records are edited at once. */
    int batch();

    /** The numbers of records, from 0, that are edited together: batches of {@link #batch}, of which the last may be smaller. */
    default List<List<Integer>> batches(int records) {
        return IntStream.iterate(0, from -> from < records, from -> from + batch())
                .mapToObj(from -> IntStream.range(from, Math.min(records, from + batch()))
                        .boxed()
                        .toList())
                .toList();
    }

    /**
     * Records as they are asked by this protocol: where several are on the model together, without the neighbours that one of them edits, as
     * those are not to stay as they are.
     */
    default List<BenchmarkRecord> asked(List<BenchmarkRecord> records) {
        List<EditCase> edited =
                records.stream().flatMap(record -> record.edits().stream()).toList();
        return records.stream()
                .map(record -> record.withEdits(record.edits().stream()
                        .map(edit -> edit.besides(edited))
                        .toList()))
                .toList();
    }

    /** One record after the other, each in the model as it was (ROME's protocol). */
    record OneByOne() implements Protocol {

        @Override
        public int batch() {
            return 1;
        }

        @Override
        public List<BenchmarkRecord> asked(List<BenchmarkRecord> records) {
            return records;
        }

        @Override
        public String describe() {
            return "each record alone: edited, scored, and taken back";
        }
    }

    /** So many records together, in the model as it was (MEMIT's protocol). */
    record Batches(int batch) implements Protocol {

        public Batches {
            requirePositive("records at once", batch);
        }

        @Override
        public String describe() {
            return batch + " records at once: edited together, each scored, and all taken back";
        }
    }

    /**
     * So many records together, and the next ones on top of them (AlphaEdit's protocol).
     *
     * @param checkEvery after how many records, at least, all earlier ones are asked again and the model's general ability is read
     */
    record Sequence(int batch, ScoreTime scored, int checkEvery) implements Protocol {

        public Sequence {
            requirePositive("records at once", batch);
            requirePositive("records between two checks", checkEvery);
        }

        @Override
        public String describe() {
            return batch + " records at once, on top of those before; scored "
                    + (scored == ScoreTime.AFTER_EACH ? "right after their own edit" : "after the last edit");
        }
    }

    /** When the records of a sequence are scored. */
    enum ScoreTime {
        /** Right after their own edit, when later ones have not yet undone it. */
        AFTER_EACH,
        /** After the last edit. */
        AFTER_ALL;

        /** As results and options name it: {@code after-each}, {@code after-all}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(value + " " + name + "; there must be one at least");
        }
    }
}
