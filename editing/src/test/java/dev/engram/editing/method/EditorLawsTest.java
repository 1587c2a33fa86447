package dev.engram.editing.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.datasets.Rewrite;
import dev.engram.datasets.Template;
import dev.engram.editing.DemoModel;
import dev.engram.editing.Edit;
import dev.engram.editing.EditStack;
import dev.engram.editing.context.ContextSampler;
import dev.engram.editing.context.ContextSettings;
import dev.engram.editing.context.SubjectReader;
import dev.engram.editing.context.SubjectState;
import dev.engram.editing.context.TargetPrompt;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.settings.EditorSettings.KeyChoice;
import dev.engram.editing.update.LowRankUpdate;
import dev.engram.editing.update.WeightUpdate;
import dev.engram.editing.value.ValueSettings;
import dev.engram.editing.value.ValueSettings.DecayForm;
import dev.engram.editing.value.ValueSettings.KlPlace;
import dev.engram.models.EditableModel;
import dev.engram.models.KlDirection;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.testing.Tolerances;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every edit, whatever it is of, on the bundled model. */
class EditorLawsTest {

    private static final int LAYER = DemoModel.LAYER;
    private static final Rewrite FRANCE = new Rewrite(new Template("The capital of {} is"), "France", "Rome");
    private static final Rewrite JAPAN = new Rewrite(new Template("The capital of {} is"), "Japan", "Lima");
    private static final ContextSettings PREFIXES =
            ContextSettings.sampled(List.of(new ContextSettings.Samples(3, 6)), 11);
    private static final ValueSettings VALUE = new ValueSettings(
            12,
            0.5,
            0.5,
            0.0625,
            4,
            0.05,
            DecayForm.OVER_SQUARED_NORM,
            KlPlace.SUBJECT_LAST,
            KlDirection.NOW_FROM_BEFORE);

    private static EditableModel model;
    private static KeyKnowledge knowledge;

    @BeforeAll
    static void load(@TempDir Path folder) throws IOException {
        model = DemoModel.load(folder);
        knowledge = DemoModel.knowledge(model);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static EditorSettings.Rome rome(KeyChoice key, ContextSettings contexts, boolean covariance) {
        return new EditorSettings.Rome(LAYER, key, contexts, VALUE, covariance);
    }

    private static EditResult edit(Editor editor, Rewrite... rewrites) {
        return editor.edit(model, List.of(rewrites), EditProgress.none());
    }

    // --- ROME

    @Test
    void the_edited_matrix_maps_the_averaged_key_to_the_value() {
        EditResult result = edit(new Rome(rome(KeyChoice.AVERAGED, PREFIXES, true), knowledge), FRANCE);
        List<TargetPrompt> contexts = contexts(FRANCE, PREFIXES);
        FloatTensor before = mean(new SubjectReader(model).read(LAYER, contexts));

        try (EditStack stack = applied(result, FRANCE)) {
            FloatTensor after = mean(new SubjectReader(model).read(LAYER, contexts));

            double delta = result.facts().get(0).norms().orElseThrow().delta();
            assertThat(Vectors.difference(after, before, 1).norm())
                    .isCloseTo(delta, within(delta * Tolerances.FLOAT_VALUE_RELATIVE));
        }
    }

    @Test
    void the_update_has_rank_one_and_the_layer_asked_for() {
        EditResult result = edit(new Rome(rome(KeyChoice.BARE, ContextSettings.bare(), false), knowledge), FRANCE);

        assertThat(result.updates()).hasSize(1);
        assertThat(result.updates().get(0).maximalRank()).isEqualTo(1);
        assertThat(result.updates().get(0).layer()).isEqualTo(LAYER);
    }

    @Test
    void without_prefixes_all_choices_of_the_key_are_one() {
        LowRankUpdate averaged = rankOne(KeyChoice.AVERAGED, ContextSettings.bare());
        LowRankUpdate bare = rankOne(KeyChoice.BARE, ContextSettings.bare());
        LowRankUpdate original = rankOne(KeyChoice.ORIGINAL, ContextSettings.bare());

        assertThat(bare).isEqualTo(averaged);
        assertThat(distance(original, averaged)).isLessThan(Tolerances.FLOAT_VALUE_RELATIVE * averaged.norm());
    }

    private static LowRankUpdate rankOne(KeyChoice key, ContextSettings contexts) {
        return (LowRankUpdate) edit(new Rome(rome(key, contexts, true), knowledge), FRANCE)
                .updates()
                .get(0);
    }

    @Test
    void the_original_gives_the_bare_prompt_its_value_and_grows_as_the_key_ratio_falls() {
        EditResult original = edit(new Rome(rome(KeyChoice.ORIGINAL, PREFIXES, true), knowledge), FRANCE);
        ValueNorms norms = original.facts().get(0).norms().orElseThrow();
        List<TargetPrompt> bare = contexts(FRANCE, ContextSettings.bare());
        FloatTensor origin = new SubjectReader(model).read(LAYER, bare).get(0).value();

        try (EditStack stack = applied(original, FRANCE)) {
            FloatTensor after =
                    new SubjectReader(model).read(LAYER, bare).get(0).value();

            assertThat(Vectors.difference(after, origin, 1).norm())
                    .isCloseTo(norms.delta(), within(norms.delta() * Tolerances.FLOAT_VALUE_RELATIVE));
            assertThat(norms.keyRatio()).isGreaterThan(0).isNotEqualTo(1);
        }
    }

    @Test
    void the_model_says_the_new_object_while_the_edit_is_on_and_is_itself_afterwards() {
        FloatTensor weight = model.outputProjection(LAYER);
        FloatTensor logits = logits(FRANCE);

        EditResult result = edit(new Rome(rome(KeyChoice.AVERAGED, PREFIXES, true), knowledge), FRANCE);

        assertThat(model.outputProjection(LAYER)).isEqualTo(weight);
        try (EditStack stack = applied(result, FRANCE)) {
            assertThat(firstChoice(FRANCE)).isEqualTo(firstToken(FRANCE));
        }
        assertThat(model.outputProjection(LAYER)).isEqualTo(weight);
        assertThat(logits(FRANCE)).isEqualTo(logits);
    }

    @Test
    void rome_refuses_several_facts_and_a_layer_that_is_not_there() {
        assertThatThrownBy(() ->
                        edit(new Rome(rome(KeyChoice.BARE, ContextSettings.bare(), false), knowledge), FRANCE, JAPAN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one fact at a time");
        EditorSettings.Rome elsewhere =
                rome(KeyChoice.BARE, ContextSettings.bare(), false).atLayers(List.of(99));
        assertThatThrownBy(() -> edit(new Rome(elsewhere, knowledge), FRANCE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("99");
    }

    // --- EMMET

    @Test
    void emmet_with_one_fact_and_no_relaxation_is_rome() {
        WeightUpdate emmet = edit(
                        new Emmet(new EditorSettings.Emmet(LAYER, PREFIXES, VALUE, true, 0), knowledge), FRANCE)
                .updates()
                .get(0);
        WeightUpdate rome = edit(new Rome(rome(KeyChoice.AVERAGED, PREFIXES, true), knowledge), FRANCE)
                .updates()
                .get(0);

        assertThat(distance(emmet, rome)).isLessThan(Tolerances.FLOAT_VALUE_RELATIVE * rome.norm());
    }

    @Test
    void emmet_gives_every_fact_its_value() {
        EditResult result =
                edit(new Emmet(new EditorSettings.Emmet(LAYER, PREFIXES, VALUE, true, 0), knowledge), FRANCE, JAPAN);
        for (int fact = 0; fact < 2; fact++) {
            Rewrite rewrite = List.of(FRANCE, JAPAN).get(fact);
            List<TargetPrompt> contexts = contexts(rewrite, PREFIXES);
            FloatTensor before = mean(new SubjectReader(model).read(LAYER, contexts));
            try (EditStack stack = applied(result, FRANCE, JAPAN)) {
                FloatTensor after = mean(new SubjectReader(model).read(LAYER, contexts));

                double delta = result.facts().get(fact).norms().orElseThrow().delta();
                assertThat(Vectors.difference(after, before, 1).norm())
                        .isCloseTo(delta, within(delta * Tolerances.FLOAT_VALUE_RELATIVE));
            }
        }
    }

    // --- several layers

    @Test
    void memit_edits_each_of_its_layers_and_brings_the_last_ones_output_near_the_value() {
        EditorSettings.Memit settings = new EditorSettings.Memit(List.of(1, 2, 3), ContextSettings.bare(), VALUE, 1e-4);
        List<TargetPrompt> bare = contexts(FRANCE, ContextSettings.bare());
        FloatTensor origin = new SubjectReader(model).read(3, bare).get(0).residual();

        EditResult result = edit(new Memit(settings, knowledge), FRANCE);

        assertThat(result.updates()).extracting(WeightUpdate::layer).containsExactly(1, 2, 3);
        try (EditStack stack = applied(result, FRANCE)) {
            FloatTensor after = new SubjectReader(model).read(3, bare).get(0).residual();
            double delta = result.facts().get(0).norms().orElseThrow().delta();
            // With next to no weight on what is preserved, the last layer makes up for all that is missing.
            assertThat(Vectors.difference(after, origin, 1).norm()).isCloseTo(delta, within(0.01 * delta));
        }
        assertThat(firstChoice(FRANCE)).isNotEqualTo(firstToken(FRANCE));
    }

    @Test
    void facts_of_one_subject_share_a_value_and_are_both_said() {
        Rewrite language = new Rewrite(new Template("People in {} speak"), "France", "Greek");
        EditorSettings.Memit settings = new EditorSettings.Memit(
                List.of(2, 3),
                ContextSettings.bare(),
                new ValueSettings(
                        25,
                        0.5,
                        0.5,
                        0,
                        6,
                        0.05,
                        DecayForm.OVER_SQUARED_NORM,
                        KlPlace.SUBJECT_LAST,
                        KlDirection.NOW_FROM_BEFORE),
                1e-3);

        EditResult result = edit(new Memit(settings, knowledge), FRANCE, language);

        assertThat(result.facts().get(0).losses())
                .isEqualTo(result.facts().get(1).losses());
        try (EditStack stack = applied(result, FRANCE, language)) {
            assertThat(firstChoice(FRANCE)).isEqualTo(firstToken(FRANCE));
            assertThat(firstChoice(language)).isEqualTo(firstToken(language));
        }
    }

    @Test
    void alphaedit_leaves_what_is_preserved_and_remembers_the_keys_of_its_edits() {
        EditorSettings.AlphaEdit settings =
                new EditorSettings.AlphaEdit(List.of(2, 3), ContextSettings.bare(), VALUE, 0.5, true, 1e-4);
        AlphaEdit fresh = new AlphaEdit(settings, knowledge);
        EditResult alone = edit(fresh, JAPAN);
        AlphaEdit later = new AlphaEdit(settings, knowledge);
        edit(later, FRANCE);

        EditResult after = edit(later, JAPAN);

        assertThat(after.updates().get(0)).isNotEqualTo(alone.updates().get(0));
        List<SubjectState> france = new SubjectReader(model).read(2, contexts(FRANCE, ContextSettings.bare()));
        LowRankUpdate aloneAtTwo = (LowRankUpdate) alone.updates().get(0);
        LowRankUpdate afterAtTwo = (LowRankUpdate) after.updates().get(0);
        assertThat(Math.abs(Vectors.dot(afterAtTwo.right().at(0), france.get(0).key())))
                .isLessThan(Math.abs(
                        Vectors.dot(aloneAtTwo.right().at(0), france.get(0).key())));
    }

    @Test
    void statistics_are_asked_for_while_no_layer_is_edited() {
        List<Integer> layers = List.of(1, 2, 3);
        Map<Integer, FloatTensor> own = new HashMap<>();
        layers.forEach(layer -> own.put(layer, model.outputProjection(layer)));
        for (String method : List.of("memit", "alphaedit")) {
            List<Integer> asked = new ArrayList<>();
            KeyKnowledge watched = new KeyKnowledge(layer -> {
                own.forEach((each, weight) -> assertThat(model.outputProjection(each))
                        .as("%s asks for layer %s; weights of layer %s", method, layer, each)
                        .isEqualTo(weight));
                asked.add(layer);
                return DemoModel.statistics(model, layer);
            });

            edit(spread(method, layers, watched), FRANCE);

            assertThat(asked).isEqualTo(layers);
        }
    }

    private static Editor spread(String method, List<Integer> layers, KeyKnowledge known) {
        return method.equals("memit")
                ? new Memit(new EditorSettings.Memit(layers, ContextSettings.bare(), VALUE, 10), known)
                : new AlphaEdit(
                        new EditorSettings.AlphaEdit(layers, ContextSettings.bare(), VALUE, 0.5, true, 1e-4), known);
    }

    @Test
    void a_batch_of_one_is_the_edit_alone() {
        EditorSettings.Memit settings = new EditorSettings.Memit(List.of(2, 3), PREFIXES, VALUE, 10);

        List<FactReport> together =
                edit(new Memit(settings, knowledge), FRANCE, JAPAN).facts();

        for (FactReport report : together) {
            FactReport alone = edit(new Memit(settings, knowledge), report.rewrite())
                    .facts()
                    .get(0);
            double delta = alone.norms().orElseThrow().delta();
            assertThat(report.losses()).hasSameSizeAs(alone.losses());
            assertThat(report.norms().orElseThrow().delta())
                    .isCloseTo(delta, within(delta * Tolerances.SEARCHED_VALUE_RELATIVE));
        }
    }

    // --- fine-tuning

    @Test
    void fine_tuning_says_the_target_and_its_bounded_form_keeps_its_bound() {
        Editor free = new FineTuning(new EditorSettings.FineTuning(0, 25, 5e-3, 0.01, OptionalDouble.empty()));
        Editor bounded = new FineTuning(new EditorSettings.FineTuning(0, 25, 5e-3, 0.01, OptionalDouble.of(1e-3)));

        EditResult freely = edit(free, FRANCE);
        EditResult within = edit(bounded, FRANCE);

        assertThat(free.settings().method()).isEqualTo("ft-m");
        assertThat(bounded.settings().method()).isEqualTo("ft-l");
        try (EditStack stack = applied(freely, FRANCE)) {
            assertThat(firstChoice(FRANCE)).isEqualTo(firstToken(FRANCE));
        }
        float[] weight = model.outputProjection(0).toArray();
        float[] changed =
                within.updates().get(0).appliedTo(model.outputProjection(0)).toArray();
        for (int i = 0; i < weight.length; i++) {
            assertThat(Math.abs(changed[i] - weight[i])).isLessThanOrEqualTo(1e-3f + Math.ulp(weight[i]));
        }
    }

    @Test
    void the_loss_that_fine_tuning_ends_with_is_that_of_the_edited_model() {
        EditResult result =
                edit(new FineTuning(new EditorSettings.FineTuning(2, 5, 1e-3, 0, OptionalDouble.empty())), FRANCE);

        try (EditStack stack = applied(result, FRANCE)) {
            EditResult again =
                    edit(new FineTuning(new EditorSettings.FineTuning(2, 1, 1e-9, 0, OptionalDouble.empty())), FRANCE);
            var losses = result.facts().get(0).losses();
            assertThat(again.facts().get(0).losses().get(0).total())
                    .isCloseTo(losses.get(losses.size() - 1).total(), within(Tolerances.TINY_ACTIVATION));
        }
    }

    // --- helpers

    private static EditStack applied(EditResult result, Rewrite... rewrites) {
        EditStack stack = new EditStack(model);
        stack.add(new Edit(rome(KeyChoice.BARE, ContextSettings.bare(), false), List.of(rewrites), result.updates()));
        return stack;
    }

    private static List<TargetPrompt> contexts(Rewrite rewrite, ContextSettings settings) {
        List<String> prefixes = new ArrayList<>(List.of(""));
        prefixes.addAll(new ContextSampler(model).sample(settings));
        return prefixes.stream()
                .map(prefix -> TargetPrompt.of(rewrite, prefix, model.tokenizer()))
                .toList();
    }

    private static FloatTensor mean(List<SubjectState> states) {
        return Vectors.mean(states.stream().map(SubjectState::value).toList());
    }

    private static FloatTensor logits(Rewrite rewrite) {
        return model.nextTokenLogits(
                        List.of(TargetPrompt.of(rewrite, "", model.tokenizer()).promptIds()))
                .get(0);
    }

    private static int firstChoice(Rewrite rewrite) {
        float[] logits = logits(rewrite).toArray();
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return best;
    }

    private static int firstToken(Rewrite rewrite) {
        return TargetPrompt.of(rewrite, "", model.tokenizer()).targetIds().get(0);
    }

    private static double distance(WeightUpdate first, WeightUpdate second) {
        FloatTensor zero =
                FloatTensor.wrap(new float[first.outputs() * first.inputs()], first.outputs(), first.inputs());
        float[] a = first.appliedTo(zero).toArray();
        float[] b = second.appliedTo(zero).toArray();
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }
}
