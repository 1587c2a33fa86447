package dev.engram.eval.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.datasets.EditCase;
import dev.engram.datasets.Neighbour;
import dev.engram.datasets.Rewrite;
import dev.engram.datasets.Template;
import dev.engram.editing.Edit;
import dev.engram.editing.EditStack;
import dev.engram.editing.method.EditProgress;
import dev.engram.editing.method.EditResult;
import dev.engram.editing.method.Editor;
import dev.engram.editing.method.FineTuning;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.update.DenseUpdate;
import dev.engram.eval.PieceTokenizer;
import dev.engram.eval.recall.CaseRecall;
import dev.engram.eval.recall.RecallProbe;
import dev.engram.eval.sweep.SettingsSweep.Outcome;
import dev.engram.eval.sweep.SettingsSweep.Scored;
import dev.engram.models.EditableModel;
import dev.engram.models.TinyModels;
import dev.engram.models.engine.djl.DjlEngine;
import dev.engram.models.runtime.EditableTransformer;
import dev.engram.models.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Sweeps over a random tiny model. A case's old answer is the word that the model finds likeliest, its target the next, and the target is its
 * neighbour's answer as well, so that neither gets likelier than the other: an edit that is made scores 1 on all counts, and one that is not made 0
 * but for the neighbour.
 */
class SettingsSweepTest {

    /** Of a model 12 wide, with 16 neurons: wide enough for each case to be edited in a few steps. */
    private static final long SEED = 35;

    private static final PieceTokenizer TOKENIZER = new PieceTokenizer();
    private static final EditorSettings.FineTuning FIRST = settings(0);
    private static final EditorSettings.FineTuning SECOND = settings(1);

    private static EditableModel model;
    private static List<EditCase> cases = List.of();

    @BeforeAll
    static void load() {
        model = new EditableTransformer(TOKENIZER, DjlEngine.load(TinyModels.gpt2(SEED)));
        cases = IntStream.range(0, 5).mapToObj(SettingsSweepTest::askedCase).toList();
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static EditorSettings.FineTuning settings(int layer) {
        return new EditorSettings.FineTuning(layer, 60, 0.3, 0.5, OptionalDouble.empty());
    }

    private static EditCase askedCase(int number) {
        String subject = TOKENIZER.tokenText(number);
        String prompt = "b20" + subject + " a19";
        float[] logits = model.nextTokenLogits(List.of(TOKENIZER.encode(prompt).ids()))
                .get(0)
                .toArray();
        List<Integer> words = IntStream.range(0, 20)
                .boxed()
                .sorted(Comparator.comparingDouble(word -> -logits[word]))
                .toList();
        String target = TOKENIZER.tokenText(words.get(1)).strip();
        return new EditCase(
                "case " + number,
                new Rewrite(new Template("b20{} a19"), subject, target),
                Optional.of(TOKENIZER.tokenText(words.get(0))),
                List.of(prompt),
                List.of(new Neighbour("b21" + subject, Optional.of(target))));
    }

    /** Fine-tuning that makes the edits of some cases, and for others changes nothing. */
    private record Picky(EditorSettings.FineTuning settings, Set<String> subjects) implements Editor {

        static Picky of(EditorSettings settings, List<EditCase> edited) {
            return new Picky(
                    (EditorSettings.FineTuning) settings,
                    edited.stream().map(asked -> asked.rewrite().subject()).collect(Collectors.toSet()));
        }

        @Override
        public EditResult edit(EditableModel model, List<Rewrite> rewrites, EditProgress progress) {
            if (subjects.contains(rewrites.get(0).subject())) {
                return new FineTuning(settings).edit(model, rewrites, progress);
            }
            FloatTensor weight = model.outputProjection(settings.layer());
            FloatTensor zero = FloatTensor.wrap(new float[weight.size()], weight.dimension(0), weight.dimension(1));
            return new EditResult(List.of(new DenseUpdate(settings.layer(), zero)), List.of());
        }
    }

    private static SettingsSweep sweep(Function<EditorSettings, Editor> editors) {
        return new SettingsSweep(model, editors, new RecallProbe(model, 3));
    }

    /** Hears nothing. */
    private static class Deaf implements SettingsSweep.Listener {

        @Override
        public void edited(int candidate, int ofCandidates, int cases, int ofCases) {}

        @Override
        public void scored(Scored scored) {}
    }

    @Test
    void the_best_is_chosen_by_the_first_half_and_scored_on_the_second() {
        List<EditCase> firstHalf = cases.subList(0, 3);
        List<EditCase> ofEither = List.of(cases.get(0), cases.get(3), cases.get(4));

        Outcome outcome = sweep(settings -> Picky.of(settings, settings.equals(FIRST) ? ofEither : firstHalf))
                .run(List.of(FIRST, SECOND), Map.of(), cases, new Deaf());

        assertThat(outcome.best().settings()).isEqualTo(SECOND);
        assertThat(outcome.best().score()).isEqualTo(new SweepScore(1, 1, 1, 1, 3));
        assertThat(outcome.heldOut()).isEqualTo(new SweepScore(0, 0, 1, 0, 2));
        assertThat(outcome.tried()).extracting(Scored::settings).containsExactly(FIRST, SECOND);
        assertThat(outcome.tried().get(0).score()).isEqualTo(new SweepScore(1 / 3.0, 1 / 3.0, 1, 1 / 3.0, 3));
        assertThat(outcome.tried().get(1)).isEqualTo(outcome.best());
    }

    @Test
    void scores_are_those_of_cases_that_are_each_edited_alone() {
        Outcome outcome =
                sweep(settings -> Picky.of(settings, cases)).run(List.of(SECOND), Map.of(), cases, new Deaf());

        assertThat(outcome.best().score()).isEqualTo(alone(SECOND, cases.subList(0, 3)));
        assertThat(outcome.heldOut()).isEqualTo(alone(SECOND, cases.subList(3, 5)));
    }

    private static SweepScore alone(EditorSettings settings, List<EditCase> asked) {
        List<CaseRecall> after = new ArrayList<>();
        RecallProbe probe = new RecallProbe(model, 3);
        for (EditCase each : asked) {
            CaseRecall before = probe.before(each);
            try (EditStack stack = new EditStack(model)) {
                stack.add(new Edit(
                        settings,
                        List.of(each.rewrite()),
                        Picky.of(settings, cases)
                                .edit(model, List.of(each.rewrite()), EditProgress.none())
                                .updates()));
                after.add(probe.after(each, before));
            }
        }
        return SweepScore.of(after);
    }

    @Test
    void of_candidates_that_do_equally_well_the_first_is_taken() {
        Outcome outcome =
                sweep(settings -> Picky.of(settings, cases)).run(List.of(SECOND, FIRST), Map.of(), cases, new Deaf());

        assertThat(outcome.tried().get(0).score())
                .isEqualTo(outcome.tried().get(1).score());
        assertThat(outcome.best().settings()).isEqualTo(SECOND);
    }

    @Test
    void known_candidates_are_not_tried_again() {
        SweepScore known = new SweepScore(0.5, 0.25, 0.125, 0.75, 3);
        List<EditorSettings> made = new ArrayList<>();
        List<Scored> heard = new ArrayList<>();

        Outcome outcome = sweep(settings -> {
                    made.add(settings);
                    return Picky.of(settings, cases);
                })
                .run(List.of(FIRST, SECOND), Map.of(FIRST, known), cases, new Deaf() {
                    @Override
                    public void scored(Scored scored) {
                        heard.add(scored);
                    }
                });

        assertThat(outcome.tried().get(0)).isEqualTo(new Scored(FIRST, known));
        assertThat(outcome.best().settings()).isEqualTo(SECOND);
        assertThat(heard).containsExactly(outcome.best());
        assertThat(made)
                .as("once to be compared, once to be scored on the others")
                .containsExactly(SECOND, SECOND);
    }

    @Test
    void the_best_of_known_candidates_is_scored_on_the_second_half_alone() {
        SweepScore good = new SweepScore(1, 1, 0.5, 1, 3);
        SweepScore better = new SweepScore(1, 1, 0.75, 1, 3);
        List<String> heard = new ArrayList<>();

        Outcome outcome = sweep(settings -> Picky.of(settings, cases))
                .run(List.of(FIRST, SECOND), Map.of(FIRST, better, SECOND, good), cases, new Deaf() {
                    @Override
                    public void edited(int candidate, int ofCandidates, int done, int ofCases) {
                        heard.add(candidate + "/" + ofCandidates + " " + done + "/" + ofCases);
                    }
                });

        assertThat(outcome.best()).isEqualTo(new Scored(FIRST, better));
        assertThat(outcome.heldOut()).isEqualTo(new SweepScore(1, 1, 1, 1, 2));
        assertThat(heard).containsExactly("2/2 0/2", "2/2 1/2");
    }

    @Test
    void a_listener_hears_of_each_case_and_each_candidate_in_order() {
        List<String> heard = new ArrayList<>();

        sweep(settings -> Picky.of(settings, List.of()))
                .run(List.of(FIRST, SECOND), Map.of(), cases.subList(0, 3), new SettingsSweep.Listener() {
                    @Override
                    public void edited(int candidate, int ofCandidates, int done, int ofCases) {
                        heard.add(candidate + "/" + ofCandidates + " " + done + "/" + ofCases);
                    }

                    @Override
                    public void scored(Scored scored) {
                        heard.add("scored " + scored.settings().layers());
                    }
                });

        assertThat(heard)
                .containsExactly("0/2 0/2", "0/2 1/2", "scored [0]", "1/2 0/2", "1/2 1/2", "scored [1]", "2/2 0/1");
    }

    @Test
    void the_models_weights_are_its_own_again_afterwards() {
        List<FloatTensor> own = weights();

        sweep(settings -> Picky.of(settings, cases)).run(List.of(FIRST, SECOND), Map.of(), cases, new Deaf());

        assertThat(weights()).isEqualTo(own);
    }

    @Test
    void each_case_is_edited_on_the_models_own_weights_and_a_failure_leaves_them() {
        List<FloatTensor> own = weights();
        List<Rewrite> edited = new ArrayList<>();
        Editor failing = new Editor() {
            @Override
            public EditorSettings settings() {
                return FIRST;
            }

            @Override
            public EditResult edit(EditableModel asked, List<Rewrite> rewrites, EditProgress progress) {
                assertThat(weights()).isEqualTo(own);
                edited.addAll(rewrites);
                if (edited.size() == 2) {
                    throw new ArithmeticException("no such value");
                }
                return Picky.of(FIRST, cases).edit(asked, rewrites, progress);
            }
        };

        assertThatThrownBy(() -> sweep(settings -> failing).run(List.of(FIRST), Map.of(), cases, new Deaf()))
                .isInstanceOf(ArithmeticException.class);

        assertThat(edited).hasSize(2);
        assertThat(weights()).isEqualTo(own);
    }

    private static List<FloatTensor> weights() {
        return List.of(model.outputProjection(0), model.outputProjection(1));
    }

    @Test
    void cases_of_one_name_are_not_taken_for_each_other() {
        List<EditCase> unnamed = cases.stream()
                .map(asked -> new EditCase(
                        "a case", asked.rewrite(), Optional.empty(), asked.paraphrases(), asked.neighbours()))
                .toList();
        List<EditCase> named = IntStream.range(0, 5)
                .mapToObj(i -> new EditCase(
                        "case " + i,
                        unnamed.get(i).rewrite(),
                        Optional.empty(),
                        unnamed.get(i).paraphrases(),
                        unnamed.get(i).neighbours()))
                .toList();

        assertThat(sweep(settings -> Picky.of(settings, cases.subList(1, 4)))
                        .run(List.of(FIRST), Map.of(), unnamed, new Deaf()))
                .isEqualTo(sweep(settings -> Picky.of(settings, cases.subList(1, 4)))
                        .run(List.of(FIRST), Map.of(), named, new Deaf()));
    }

    @Test
    void what_cannot_be_swept_is_refused_before_anything_is_edited() {
        SettingsSweep sweep = sweep(settings -> {
            throw new AssertionError("an edit is made");
        });

        assertThatThrownBy(() -> sweep.run(List.of(), Map.of(), cases, new Deaf()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a sweep of 0 candidates over 5 cases; at least one and two are needed");
        assertThatThrownBy(() -> sweep.run(List.of(FIRST), Map.of(), cases.subList(0, 1), new Deaf()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a sweep of 1 candidates over 1 cases; at least one and two are needed");
        EditCase asked = cases.get(4);
        for (EditCase lacking : List.of(
                new EditCase("Ann", asked.rewrite(), Optional.empty(), List.of(), asked.neighbours()),
                new EditCase("Ann", asked.rewrite(), Optional.empty(), asked.paraphrases(), List.of()))) {
            assertThatThrownBy(() -> sweep.run(List.of(FIRST), Map.of(), List.of(cases.get(0), lacking), new Deaf()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'Ann' has no paraphrase or no neighbour");
        }
    }
}
