package dev.engram.eval.benchmark;

import dev.engram.datasets.EditCase;
import dev.engram.datasets.Rewrite;
import dev.engram.datasets.benchmark.BenchmarkRecord;
import dev.engram.editing.Edit;
import dev.engram.editing.EditStack;
import dev.engram.editing.method.EditProgress;
import dev.engram.editing.method.EditResult;
import dev.engram.editing.method.Editor;
import dev.engram.editing.method.SharedSearches;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.update.WeightUpdate;
import dev.engram.eval.benchmark.Protocol.ScoreTime;
import dev.engram.eval.health.ChoiceProbe;
import dev.engram.eval.health.HealthProbe;
import dev.engram.models.EditableModel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * One method on one benchmark by one protocol. Everything that is known from before, by the {@link Journal}, is not done again; what is done is
 * told to it at once, in an order that depends on the records alone, so that a run that was interrupted tells the same as one that was not.
 *
 * <p>Used by the model's thread; the model is as it was when {@code run} returns or throws.
 */
public final class EditRun {

    private final EditableModel model;
    private final RecordScorer scorer;
    private final HealthProbe health;
    private final ChoiceProbe choices;
    private final Journal journal;
    private final SharedSearches searches = SharedSearches.inOneModel();

    /** Runs that share a model and a journal. */
    public EditRun(EditableModel model, RecordScorer scorer, HealthProbe health, ChoiceProbe choices, Journal journal) {
        this.model = model;
        this.scorer = scorer;
        this.health = health;
        this.choices = choices;
        this.journal = journal;
    }

    /** What a run has done: kept by whoever runs it, on disk for instance. */
    public interface Journal {

        /** Whether a record was scored after its edit by a method. */
        boolean isScored(String method, int record);

        /** Whether a check was made after so many records. */
        boolean isChecked(String method, int edits);

        /** A batch of a sequence that was edited before; empty where none is known. */
        Optional<KeptBatch> batch(String method, int batch);

        /** Keeps a batch of a sequence. */
        void keep(String method, int batch, KeptBatch kept);

        /** A record was scored. */
        void scored(EditedScore score);

        /** A sequence was checked. */
        void checked(AbilityCheck check);

        /** How far the edit of a batch has come. */
        EditProgress progress(String method, int batch, int batches);
    }

    /**
     * The edits of a batch of a sequence.
     *
     * @param seconds that it took to find them
     */
    public record KeptBatch(List<Edit> edits, double seconds) {

        public KeptBatch {
            edits = List.copyOf(edits);
        }
    }

    /**
     * Edits and scores.
     *
     * @param method what it is called in results
     * @param editors gives a fresh one: what one remembers of its edits is forgotten where these are taken back; methods that look for the
     *     same in the unedited model share what they find
     * @param records in this order, as the protocol has them asked
     * @param part which of the protocol's batches, by their number from 0; the others are left to other runs
     * @throws IllegalArgumentException if a part of a sequence is to be run, whose batches depend on those before
     */
    public void run(
            String method,
            Function<SharedSearches, Editor> editors,
            Protocol protocol,
            List<BenchmarkRecord> records,
            IntPredicate part) {
        List<List<Integer>> batches = protocol.batches(records.size());
        if (protocol instanceof Protocol.Sequence sequence) {
            if (!IntStream.range(0, batches.size()).allMatch(part)) {
                throw new IllegalArgumentException(
                        "a part of a sequence, whose batches depend on those before; run it whole");
            }
            new SequenceRun(method, editors.apply(SharedSearches.none()), sequence, records, batches).run();
            return;
        }
        for (int i = 0; i < batches.size(); i++) {
            List<Integer> batch = batches.get(i);
            if (!part.test(i) || batch.stream().allMatch(record -> journal.isScored(method, record))) {
                continue;
            }
            try (EditStack stack = new EditStack(model)) {
                List<Rewrite> rewrites = rewrites(of(records, batch));
                double seconds =
                        edit(stack, editor(editors, rewrites), rewrites, journal.progress(method, i, batches.size()))
                                / batch.size();
                score(method, batch, records, batch.size(), number -> seconds);
            }
        }
    }

    private static List<BenchmarkRecord> of(List<BenchmarkRecord> records, List<Integer> numbers) {
        return numbers.stream().map(records::get).toList();
    }

    private static List<Rewrite> rewrites(List<BenchmarkRecord> records) {
        return records.stream()
                .flatMap(record -> record.edits().stream())
                .map(EditCase::rewrite)
                .toList();
    }

    /** A fresh editor for the unedited model. */
    private Editor editor(Function<SharedSearches, Editor> editors, List<Rewrite> rewrites) {
        Editor sharing = editors.apply(searches);
        // One after the other, facts are looked for in a model that those before have changed.
        return rewrites.size() > 1 && takesOneFact(sharing) ? editors.apply(SharedSearches.none()) : sharing;
    }

    private static boolean takesOneFact(Editor editor) {
        return editor.settings() instanceof EditorSettings.Rome;
    }

    /** Puts edits on; the seconds that it takes to find them, those of shared searches too. A method of one fact makes them one by one. */
    private double edit(EditStack stack, Editor editor, List<Rewrite> rewrites, EditProgress progress) {
        List<List<Rewrite>> together =
                takesOneFact(editor) ? rewrites.stream().map(List::of).toList() : List.of(rewrites);
        double seconds = -searches.savedSeconds();
        for (List<Rewrite> some : together) {
            long start = System.nanoTime();
            EditResult result = editor.edit(model, some, progress);
            seconds += (System.nanoTime() - start) * 1e-9;
            List<WeightUpdate> updates = result.updates();
            stack.add(new Edit(editor.settings(), some, updates));
        }
        return seconds + searches.savedSeconds();
    }

    /** Scores those records of a batch that were not scored before. */
    private void score(
            String method,
            List<Integer> numbers,
            List<BenchmarkRecord> records,
            int edits,
            IntToDoubleFunction seconds) {
        for (int number : numbers) {
            if (!journal.isScored(method, number)) {
                RecordScore score = scorer.score(records.get(number));
                journal.scored(new EditedScore(method, number, edits, score, seconds.applyAsDouble(number)));
            }
        }
    }

    /** A sequence of batches, each on top of those before. */
    private final class SequenceRun {

        private final String method;
        private final Editor editor;
        private final Protocol.Sequence protocol;
        private final List<BenchmarkRecord> records;
        private final List<List<Integer>> batches;
        private Optional<HealthProbe.Reading> before = Optional.empty();
        private OptionalDouble choicesBefore = OptionalDouble.empty();

        SequenceRun(
                String method,
                Editor editor,
                Protocol.Sequence protocol,
                List<BenchmarkRecord> records,
                List<List<Integer>> batches) {
            this.method = method;
            this.editor = editor;
            this.protocol = protocol;
            this.records = records;
            this.batches = batches;
        }

        void run() {
            if (isDone()) {
                return;
            }
            before = Optional.of(health.read());
            choicesBefore = choices.shareRight();
            try (EditStack stack = new EditStack(model)) {
                int checked = 0;
                double[] seconds = new double[records.size()];
                for (int i = 0; i < batches.size(); i++) {
                    List<Integer> batch = batches.get(i);
                    int edits = batch.get(batch.size() - 1) + 1;
                    double ofBatch = put(stack, i);
                    batch.forEach(number -> seconds[number] = ofBatch / batch.size());
                    if (protocol.scored() == ScoreTime.AFTER_EACH) {
                        score(method, batch, records, edits, number -> seconds[number]);
                    }
                    if (edits - checked >= protocol.checkEvery() || i == batches.size() - 1) {
                        checked = edits;
                        check(edits);
                    }
                }
                if (protocol.scored() == ScoreTime.AFTER_ALL) {
                    List<Integer> all = batches.stream().flatMap(List::stream).toList();
                    score(method, all, records, records.size(), number -> seconds[number]);
                }
            }
        }

        private boolean isDone() {
            return journal.isChecked(method, records.size())
                    && batches.stream().flatMap(List::stream).allMatch(record -> journal.isScored(method, record));
        }

        /** Puts the edits of a batch on, those that are known or new ones; the seconds that it took to find them. */
        private double put(EditStack stack, int batch) {
            List<BenchmarkRecord> edited = of(records, batches.get(batch));
            Optional<KeptBatch> known = journal.batch(method, batch);
            if (known.isEmpty()) {
                int from = stack.edits().size();
                double seconds = edit(stack, editor, rewrites(edited), journal.progress(method, batch, batches.size()));
                journal.keep(
                        method,
                        batch,
                        new KeptBatch(stack.edits().subList(from, stack.edits().size()), seconds));
                return seconds;
            }
            for (Edit edit : known.get().edits()) {
                stack.add(edit);
                editor.remember(model, edit.rewrites());
            }
            return known.get().seconds();
        }

        private void check(int edits) {
            if (journal.isChecked(method, edits)) {
                return;
            }
            HealthProbe.Reading now = health.read();
            int asked = 0;
            int said = 0;
            int preferred = 0;
            for (BenchmarkRecord record : records.subList(0, edits)) {
                for (PromptScore prompt : scorer.score(rewritesOf(record)).prompts(PromptRole.REWRITE)) {
                    AnswerScore target = prompt.answers().get(0);
                    boolean says = prompt.says(target);
                    asked++;
                    said += says ? 1 : 0;
                    preferred += prompt.answers().size() < 2 ? (says ? 1 : 0) : (isLikelier(prompt) ? 1 : 0);
                }
            }
            journal.checked(new AbilityCheck(
                    method,
                    edits,
                    (double) preferred / asked,
                    (double) said / asked,
                    now.perplexity(),
                    now.shareKept(before.orElseThrow()),
                    choices.shareRight(),
                    choicesBefore));
        }

        private boolean isLikelier(PromptScore prompt) {
            return prompt.answers().get(0).meanNegativeLogLikelihood()
                    < prompt.answers().get(1).meanNegativeLogLikelihood();
        }

        private BenchmarkRecord rewritesOf(BenchmarkRecord record) {
            return new BenchmarkRecord(
                    record.id(),
                    record.edits().stream()
                            .map(edit ->
                                    new EditCase(edit.id(), edit.rewrite(), edit.oldAnswer(), List.of(), List.of()))
                            .toList(),
                    List.of(),
                    List.of());
        }
    }
}
