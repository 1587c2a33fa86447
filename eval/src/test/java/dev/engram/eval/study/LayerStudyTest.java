package dev.engram.eval.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.datasets.EditCase;
import dev.engram.datasets.Rewrite;
import dev.engram.datasets.Template;
import dev.engram.editing.Edit;
import dev.engram.editing.EditStack;
import dev.engram.editing.method.EditProgress;
import dev.engram.editing.method.EditResult;
import dev.engram.editing.method.Editor;
import dev.engram.editing.method.FineTuning;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.eval.PieceTokenizer;
import dev.engram.eval.recall.CaseRecall;
import dev.engram.eval.recall.RecallProbe;
import dev.engram.eval.study.StudiedFact.Outcome;
import dev.engram.models.EditableModel;
import dev.engram.models.TinyModels;
import dev.engram.models.engine.djl.DjlEngine;
import dev.engram.models.runtime.EditableTransformer;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.text.Tokenizer;
import dev.engram.tracing.AnswerTokens;
import dev.engram.tracing.CausalTracer;
import dev.engram.tracing.Corruption;
import dev.engram.tracing.ListTracer;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceRequest;
import dev.engram.tracing.TraceResult;
import dev.engram.tracing.TraceSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Studies of a random tiny model by fine-tuning, with noise so strong that its answers go. */
class LayerStudyTest {

    private static final long SEED = 35;
    private static final PieceTokenizer TOKENIZER = new PieceTokenizer();
    private static final TraceSettings TRACE =
            TraceSettings.of(Corruption.Noise.gaussian(8)).restoring(Set.of(RestoredState.HIDDEN));
    private static final RestoredState STATE = RestoredState.HIDDEN;

    private static EditableModel model;

    @BeforeAll
    static void load() {
        model = new EditableTransformer(TOKENIZER, DjlEngine.load(TinyModels.gpt2(SEED)));
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static LayerStudy study(boolean keepsWrong, List<Editor> editors) {
        return new LayerStudy(
                model,
                new ListTracer(model, TRACE, Tokenizer.Bos.AS_CONFIGURED, AnswerTokens.ALL, keepsWrong),
                STATE,
                editors,
                new RecallProbe(model, 3));
    }

    private static List<Editor> tuning() {
        return IntStream.range(0, 2).mapToObj(LayerStudyTest::tuning).toList();
    }

    private static Editor tuning(int layer) {
        return new FineTuning(new EditorSettings.FineTuning(layer, 60, 0.3, 0.5, OptionalDouble.empty()));
    }

    /** About a subject of two tokens. */
    private static EditCase fact(int subject) {
        return new EditCase(
                "fact " + subject,
                new Rewrite(new Template("b20{} a19"), TOKENIZER.tokenText(subject) + "b21", "a07"),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static TraceResult trace(EditCase fact) {
        return new CausalTracer(model).trace(TraceRequest.of(fact.rewrite().prompt(), TRACE), share -> {});
    }

    /** The fact of which the corruption takes most. */
    private static EditCase traceable() {
        EditCase best = fact(0);
        for (int subject = 1; subject < 20; subject++) {
            EditCase other = fact(subject);
            best = trace(other).totalEffect() > trace(best).totalEffect() ? other : best;
        }
        assertThat(trace(best).totalEffect()).as("seed %d", SEED).isGreaterThan(FactEffects.LEAST_TOTAL_EFFECT);
        return best;
    }

    @Test
    void a_fact_has_the_effects_of_its_trace_and_the_scores_of_each_layers_edit_alone() {
        EditCase fact = traceable();

        StudiedFact studied = study(false, tuning()).study(7, fact, share -> {});

        assertThat(studied.outcome()).isEqualTo(Outcome.STUDIED);
        assertThat(studied.index()).isEqualTo(7);
        TraceResult trace = trace(fact);
        assertThat(trace.subject().length()).isEqualTo(2);
        FactEffects effects = studied.effects().orElseThrow();
        assertThat(effects.totalEffect()).isEqualTo(trace.totalEffect());
        for (int layer = 0; layer < 2; layer++) {
            assertThat(effects.lastSubjectToken().get(layer))
                    .isEqualTo(trace.grid(STATE).at(trace.subject().to() - 1, layer) - trace.corruptedValue());
            assertThat(EffectMeasure.LAST_SUBJECT_TOKEN.of(effects, layer) * trace.totalEffect())
                    .isCloseTo(effects.lastSubjectToken().get(layer), within(1e-12));
            assertThat(effects.largestOfSubject().get(layer))
                    .isEqualTo(Math.max(
                                    trace.grid(STATE).at(trace.subject().from(), layer),
                                    trace.grid(STATE).at(trace.subject().from() + 1, layer))
                            - trace.corruptedValue());
            assertThat(studied.edits().get(layer)).isEqualTo(alone(fact, layer));
        }
    }

    private static LayerEdit alone(EditCase fact, int layer) {
        RecallProbe probe = new RecallProbe(model, 3);
        CaseRecall before = probe.before(fact);
        Editor editor = tuning(layer);
        try (EditStack stack = new EditStack(model)) {
            stack.add(new Edit(
                    editor.settings(),
                    List.of(fact.rewrite()),
                    editor.edit(model, List.of(fact.rewrite()), EditProgress.none())
                            .updates()));
            return LayerEdit.of(layer, before, probe.after(fact, before));
        }
    }

    @Test
    void the_models_weights_are_its_own_again_afterwards() {
        List<FloatTensor> own = weights();

        study(false, tuning()).study(0, traceable(), share -> {});

        assertThat(weights()).isEqualTo(own);
    }

    private static List<FloatTensor> weights() {
        return List.of(model.outputProjection(0), model.outputProjection(1));
    }

    @Test
    void progress_rises_to_the_end() {
        List<Double> heard = new ArrayList<>();

        study(false, tuning()).study(0, traceable(), heard::add);

        assertThat(heard).isSorted().allMatch(share -> share >= 0 && share <= 1);
        assertThat(heard.get(heard.size() - 1)).isGreaterThan(0.6);
    }

    @Test
    void a_fact_that_the_model_answers_wrongly_is_apart_unless_it_is_kept() {
        EditCase known = traceable();
        EditCase wrong = new EditCase(known.id(), known.rewrite(), Optional.of("a09"), List.of(), List.of());

        StudiedFact apart = study(false, refusing()).study(0, wrong, share -> {});
        StudiedFact kept = study(true, tuning()).study(0, wrong, share -> {});

        assertThat(apart.outcome()).isEqualTo(Outcome.WRONG);
        assertThat(apart.problem()).hasValue("expected 'a09'");
        assertThat(apart.wasStudied()).isFalse();
        assertThat(kept.outcome()).isEqualTo(Outcome.WRONG);
        assertThat(kept.wasStudied()).isTrue();
        assertThat(kept.effects().orElseThrow().answer()).isEqualTo(kept.said());
    }

    @Test
    void a_fact_that_corruption_takes_nothing_from_is_apart_and_not_edited() {
        ListTracer without = new ListTracer(
                model,
                TraceSettings.of(Corruption.Noise.gaussian(1e-6)).restoring(Set.of(STATE)),
                Tokenizer.Bos.AS_CONFIGURED,
                AnswerTokens.ALL,
                false);

        StudiedFact studied = new LayerStudy(model, without, STATE, refusing(), new RecallProbe(model, 3))
                .study(0, traceable(), share -> {});

        assertThat(studied.outcome()).isEqualTo(Outcome.NO_EFFECT);
        assertThat(studied.problem().orElseThrow()).contains("it must fall by 0.05 at least");
        assertThat(studied.effects()).isPresent();
    }

    @Test
    void a_fact_that_cannot_be_traced_or_edited_is_a_result() {
        EditCase endless = new EditCase(
                "long",
                new Rewrite(new Template("{}" + " a19".repeat(200)), "a00", "a07"),
                Optional.empty(),
                List.of(),
                List.of());

        assertThat(study(false, refusing()).study(0, endless, share -> {}).outcome())
                .isEqualTo(Outcome.FAILED);
        StudiedFact uneditable = study(false, List.of(failing(0), failing(1))).study(0, traceable(), share -> {});
        assertThat(uneditable.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(uneditable.problem()).hasValue("the loss is NaN");
        assertThat(uneditable.edits()).isEmpty();
    }

    private static List<Editor> refusing() {
        return List.of(
                throwing(0, new AssertionError("an edit is made")), throwing(1, new AssertionError("an edit is made")));
    }

    private static Editor failing(int layer) {
        return throwing(layer, new ArithmeticException("the loss is NaN"));
    }

    private static Editor throwing(int layer, Throwable thrown) {
        return new Editor() {
            @Override
            public EditorSettings settings() {
                return tuning(layer).settings();
            }

            @Override
            public EditResult edit(EditableModel asked, List<Rewrite> rewrites, EditProgress progress) {
                if (thrown instanceof Error error) {
                    throw error;
                }
                throw (ArithmeticException) thrown;
            }
        };
    }

    @Test
    void layers_that_cannot_be_compared_are_refused() {
        assertThatThrownBy(() -> study(false, List.of(tuning(0)))).hasMessageContaining("layers [0] by 1 editors");
        assertThatThrownBy(() -> study(false, List.of(tuning(1), tuning(0)))).hasMessageContaining("layers [1, 0]");
        assertThatThrownBy(() -> study(false, List.of(tuning(1), tuning(1)))).hasMessageContaining("layers [1, 1]");
    }
}
