package dev.engram.eval.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.datasets.BundledEdits;
import dev.engram.datasets.BundledFacts;
import dev.engram.datasets.ChoiceQuestion;
import dev.engram.datasets.EditCase;
import dev.engram.datasets.benchmark.BenchmarkRecord;
import dev.engram.editing.Edit;
import dev.engram.editing.EditStack;
import dev.engram.editing.context.ContextSettings;
import dev.engram.editing.keys.SampledTexts;
import dev.engram.editing.keys.StatisticsCache;
import dev.engram.editing.method.EditProgress;
import dev.engram.editing.method.EditResult;
import dev.engram.editing.method.Editor;
import dev.engram.editing.method.Editors;
import dev.engram.editing.method.KeyKnowledge;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.value.ValueSettings;
import dev.engram.editing.value.ValueSettings.DecayForm;
import dev.engram.editing.value.ValueSettings.KlPlace;
import dev.engram.eval.benchmark.EditRun.KeptBatch;
import dev.engram.eval.benchmark.Protocol.ScoreTime;
import dev.engram.eval.health.ChoiceProbe;
import dev.engram.eval.health.HealthProbe;
import dev.engram.eval.health.NeutralText;
import dev.engram.models.EditableModel;
import dev.engram.models.KlDirection;
import dev.engram.models.files.BundledModels;
import dev.engram.models.files.ModelFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Protocols on the bundled model, with searches of a few steps: what is tested is who is edited and scored when, not how well. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EditRunTest {

    private static final ValueSettings SHORT = new ValueSettings(
            4,
            0.5,
            1e-3,
            0.0625,
            4,
            0.05,
            DecayForm.OVER_SQUARED_NORM,
            KlPlace.SUBJECT_LAST,
            KlDirection.NOW_FROM_BEFORE);
    private static final EditorSettings ROME =
            new EditorSettings.Rome(1, EditorSettings.KeyChoice.BARE, ContextSettings.bare(), SHORT, true);
    private static final EditorSettings ALPHA_EDIT =
            new EditorSettings.AlphaEdit(List.of(0, 1), ContextSettings.bare(), SHORT, 1e-3, true, 1);

    private static final EditorSettings MEMIT =
            new EditorSettings.Memit(List.of(0, 1), ContextSettings.bare(), SHORT, 200);

    private static final List<ChoiceQuestion> QUESTIONS = List.of(
            new ChoiceQuestion("0", "The capital of France is", List.of("Paris", "Rome", "Oslo"), 0),
            new ChoiceQuestion("1", "The capital of Italy is", List.of("Paris", "Rome"), 1));

    private final List<BenchmarkRecord> records = BundledEdits.cases(BundledFacts.load(), 5, 5).stream()
            .map(EditRunTest::shorter)
            .map(BenchmarkRecord::of)
            .toList();
    private ModelFiles files;
    private EditableModel model;
    private KeyKnowledge knowledge;
    private NeutralText neutral;

    private static EditCase shorter(EditCase edit) {
        return new EditCase(
                edit.id(),
                edit.rewrite(),
                edit.oldAnswer(),
                edit.paraphrases().subList(0, 1),
                edit.neighbours().subList(0, 2));
    }

    @BeforeAll
    void load(@TempDir Path folder) throws IOException {
        files = ModelFiles.open(BundledModels.shipped(folder).find("demo").orElseThrow());
        model = files.load();
        StatisticsCache cache = new StatisticsCache(folder.resolve("statistics"), model, files.fingerprint());
        knowledge = new KeyKnowledge(layer -> {
            try {
                return cache.get(layer, List.of(0, 1), new SampledTexts(model, 1), 2_000, (tokens, ofTokens) -> {});
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        neutral = NeutralText.sampled(model, 9);
        knowledge.preserved(0); // while the folder is there
        knowledge.preserved(1);
    }

    @AfterAll
    void close() throws IOException {
        model.close();
        files.close();
    }

    /** What was told, in order; as if killed when told more than it takes. */
    private static final class Memory implements EditRun.Journal {
        private final List<Object> told = new ArrayList<>();
        private final Map<String, KeptBatch> kept = new HashMap<>();
        private final Map<String, Double> seconds = new HashMap<>();
        private final Set<String> searched = new HashSet<>();
        private int takes = Integer.MAX_VALUE;

        private void tell(Object line) {
            if (takes-- == 0) {
                throw new IllegalStateException("killed");
            }
            told.add(line);
        }

        @Override
        public boolean isScored(String method, int record) {
            return told.stream()
                    .anyMatch(line -> line instanceof EditedScore score
                            && score.method().equals(method)
                            && score.number() == record);
        }

        @Override
        public boolean isChecked(String method, int edits) {
            return told.stream()
                    .anyMatch(line -> line instanceof AbilityCheck check
                            && check.method().equals(method)
                            && check.edits() == edits);
        }

        @Override
        public Optional<KeptBatch> batch(String method, int batch) {
            return Optional.ofNullable(kept.get(method + batch));
        }

        @Override
        public void keep(String method, int batch, KeptBatch batchKept) {
            kept.put(method + batch, batchKept);
        }

        @Override
        public void scored(EditedScore score) {
            seconds.put(score.method() + score.number(), score.seconds());
            tell(new EditedScore(score.method(), score.number(), score.edits(), score.score(), 0)); // without the time
        }

        @Override
        public void checked(AbilityCheck check) {
            tell(check);
        }

        @Override
        public EditProgress progress(String method, int batch, int batches) {
            return (phase, done, total) -> {
                if (phase == EditProgress.Phase.STEPS) {
                    searched.add(method);
                }
            };
        }

        List<RecordScore> scores(String method) {
            return scores().stream()
                    .filter(score -> score.method().equals(method))
                    .map(EditedScore::score)
                    .toList();
        }

        List<EditedScore> scores() {
            return told.stream()
                    .filter(EditedScore.class::isInstance)
                    .map(EditedScore.class::cast)
                    .toList();
        }
    }

    private RecordScorer scorer() {
        return new RecordScorer(model, 4, 1);
    }

    private void run(Memory memory, EditorSettings settings, Protocol protocol) {
        run(memory, settings, protocol, batch -> true);
    }

    private void run(Memory memory, EditorSettings settings, Protocol protocol, IntPredicate part) {
        new EditRun(model, scorer(), new HealthProbe(model, neutral), new ChoiceProbe(model, QUESTIONS), memory)
                .run(
                        settings.method(),
                        searches -> Editors.of(settings, knowledge, searches),
                        protocol,
                        protocol.asked(records),
                        part);
    }

    private Memory whole(EditorSettings settings, Protocol protocol) {
        Memory memory = new Memory();
        run(memory, settings, protocol);
        return memory;
    }

    private RecordScore afterwards(List<BenchmarkRecord> edited, BenchmarkRecord asked) {
        Editor editor = Editors.of(ROME, knowledge);
        try (EditStack stack = new EditStack(model)) {
            for (BenchmarkRecord record : edited) {
                EditCase edit = record.edits().get(0);
                EditResult result = editor.edit(model, List.of(edit.rewrite()), EditProgress.none());
                stack.add(new Edit(ROME, List.of(edit.rewrite()), result.updates()));
            }
            return scorer().score(asked);
        }
    }

    @Test
    void one_by_one_each_record_is_edited_in_the_model_as_it_was() {
        Memory memory = whole(ROME, new Protocol.OneByOne());

        assertThat(memory.scores()).extracting(EditedScore::number).containsExactly(0, 1, 2, 3, 4);
        assertThat(memory.scores()).extracting(EditedScore::edits).containsOnly(1);
        for (EditedScore score : memory.scores()) {
            BenchmarkRecord record = records.get(score.number());
            assertThat(score.score()).isEqualTo(afterwards(List.of(record), record));
        }
    }

    @Test
    void a_sequence_scored_after_each_has_the_edits_so_far_and_one_scored_after_all_has_all() {
        Protocol.Sequence each = new Protocol.Sequence(2, ScoreTime.AFTER_EACH, 2);
        Protocol.Sequence all = new Protocol.Sequence(2, ScoreTime.AFTER_ALL, 2);
        List<BenchmarkRecord> asked = each.asked(records);

        Memory afterEach = whole(ROME, each);
        Memory afterAll = whole(ROME, all);

        assertThat(afterEach.scores()).extracting(EditedScore::edits).containsExactly(2, 2, 4, 4, 5);
        assertThat(afterAll.scores()).extracting(EditedScore::edits).containsOnly(5);
        assertThat(afterEach.scores().get(1).score()).isEqualTo(afterwards(asked.subList(0, 2), asked.get(1)));
        assertThat(afterAll.scores().get(1).score()).isEqualTo(afterwards(asked, asked.get(1)));
        assertThat(afterEach.scores().get(4).score())
                .isEqualTo(afterAll.scores().get(4).score());
        assertThat(afterAll.told)
                .filteredOn(AbilityCheck.class::isInstance)
                .extracting(line -> ((AbilityCheck) line).edits())
                .containsExactly(2, 4, 5);
    }

    @Test
    void checks_hold_the_questions_answered_now_against_those_before() {
        Memory memory = whole(ROME, new Protocol.Sequence(2, ScoreTime.AFTER_ALL, 2));

        double before = new ChoiceProbe(model, QUESTIONS).shareRight().orElseThrow();
        assertThat(memory.told)
                .filteredOn(AbilityCheck.class::isInstance)
                .hasSize(3)
                .allSatisfy(line -> {
                    assertThat(((AbilityCheck) line).choicesBefore()).hasValue(before);
                    assertThat(((AbilityCheck) line).choices()).isPresent();
                });
    }

    @Test
    void a_batch_is_taken_back_before_the_next() {
        Memory memory = whole(ROME, new Protocol.Batches(3));
        List<BenchmarkRecord> asked = new Protocol.Batches(3).asked(records);

        assertThat(memory.scores()).extracting(EditedScore::edits).containsExactly(3, 3, 3, 2, 2);
        assertThat(memory.scores().get(0).score()).isEqualTo(afterwards(asked.subList(0, 3), asked.get(0)));
        assertThat(memory.scores().get(3).score()).isEqualTo(afterwards(asked.subList(3, 5), asked.get(3)));
    }

    @Test
    void methods_that_look_for_the_same_share_it_and_score_as_by_themselves() {
        Memory together = new Memory();
        EditRun run = new EditRun(
                model, scorer(), new HealthProbe(model, neutral), new ChoiceProbe(model, QUESTIONS), together);
        for (Protocol protocol : List.of(new Protocol.OneByOne(), new Protocol.Batches(5))) {
            for (EditorSettings settings : List.of(MEMIT, ALPHA_EDIT)) {
                run.run(
                        settings.method() + protocol.batch(),
                        searches -> Editors.of(settings, knowledge, searches),
                        protocol,
                        protocol.asked(records),
                        batch -> true);
            }
        }

        assertThat(together.searched).containsExactlyInAnyOrder("memit1", "memit5");
        for (Protocol protocol : List.of(new Protocol.OneByOne(), new Protocol.Batches(5))) {
            for (EditorSettings settings : List.of(MEMIT, ALPHA_EDIT)) {
                assertThat(together.scores(settings.method() + protocol.batch()))
                        .isEqualTo(whole(settings, protocol).scores(settings.method()));
            }
        }
    }

    @Test
    void a_sequence_shares_nothing() {
        Memory together = new Memory();
        EditRun run = new EditRun(
                model, scorer(), new HealthProbe(model, neutral), new ChoiceProbe(model, QUESTIONS), together);
        Protocol protocol = new Protocol.Sequence(5, ScoreTime.AFTER_ALL, 5);
        for (EditorSettings settings : List.of(MEMIT, ALPHA_EDIT)) {
            run.run(
                    settings.method(),
                    searches -> Editors.of(settings, knowledge, searches),
                    protocol,
                    protocol.asked(records),
                    batch -> true);
        }

        assertThat(together.searched).containsExactlyInAnyOrder("memit", "alphaedit");
    }

    @Test
    void parts_tell_together_what_a_whole_run_tells() {
        Protocol protocol = new Protocol.Batches(2);
        Memory parts = new Memory();

        run(parts, ALPHA_EDIT, protocol, batch -> batch == 1);
        assertThat(parts.scores()).extracting(EditedScore::number).containsExactly(2, 3);
        run(parts, ALPHA_EDIT, protocol, batch -> batch != 1);

        assertThat(parts.told).containsExactlyInAnyOrderElementsOf(whole(ALPHA_EDIT, protocol).told);
    }

    @Test
    void a_part_of_a_sequence_is_refused() {
        Protocol protocol = new Protocol.Sequence(2, ScoreTime.AFTER_ALL, 2);

        assertThatThrownBy(() -> run(new Memory(), ROME, protocol, batch -> batch == 0))
                .hasMessageContaining("a part of a sequence");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_run_that_is_killed_again_and_again_tells_what_one_that_is_not_tells(long seed) {
        Random random = new Random(seed);
        Protocol protocol = seed == 1
                ? new Protocol.Batches(2)
                : new Protocol.Sequence(2, seed == 2 ? ScoreTime.AFTER_EACH : ScoreTime.AFTER_ALL, 2);
        List<Object> expected = whole(ALPHA_EDIT, protocol).told;

        Memory memory = new Memory();
        int kills = 0;
        while (memory.told.size() < expected.size()) {
            memory.takes = random.nextInt(3);
            try {
                run(memory, ALPHA_EDIT, protocol);
            } catch (IllegalStateException killed) {
                kills++;
            }
        }

        assertThat(kills).isPositive();
        assertThat(memory.told).isEqualTo(expected);
        assertThat(memory.seconds.values())
                .as("edits that are put back on keep their time")
                .allMatch(time -> time > 0);
    }

    @Test
    void the_model_is_afterwards_as_it_was() {
        float[] before = model.outputProjection(1).toArray();

        whole(ROME, new Protocol.Sequence(1, ScoreTime.AFTER_ALL, 5));

        assertThat(model.outputProjection(1).toArray()).isEqualTo(before);
    }

    @Test
    void impossible_protocols_are_refused() {
        assertThatThrownBy(() -> new Protocol.Batches(0)).hasMessageContaining("0 records at once");
        assertThatThrownBy(() -> new Protocol.Sequence(1, ScoreTime.AFTER_EACH, 0))
                .hasMessageContaining("0 records between two checks");
    }
}
