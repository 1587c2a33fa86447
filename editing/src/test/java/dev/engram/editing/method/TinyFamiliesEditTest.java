package dev.engram.editing.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.datasets.Rewrite;
import dev.engram.datasets.Template;
import dev.engram.editing.Edit;
import dev.engram.editing.EditStack;
import dev.engram.editing.context.ContextSettings;
import dev.engram.editing.context.SubjectReader;
import dev.engram.editing.context.SubjectState;
import dev.engram.editing.context.TargetPrompt;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.settings.EditorSettings.KeyChoice;
import dev.engram.editing.solve.KeyStatistics;
import dev.engram.editing.value.ValueSettings;
import dev.engram.editing.value.ValueSettings.DecayForm;
import dev.engram.editing.value.ValueSettings.KlPlace;
import dev.engram.models.EditableModel;
import dev.engram.models.KlDirection;
import dev.engram.models.SecondMoments;
import dev.engram.models.Site;
import dev.engram.models.SiteKind;
import dev.engram.models.TinyDirectories;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.score.Continuation;
import dev.engram.models.score.TeacherForcing;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.testing.Tolerances;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ROME on the tiny models of all families, with statistics of their own keys. */
class TinyFamiliesEditTest {

    /** Below the others, so that a window of few positions reaches the answer from the subject too. */
    private static final int LAYER = 0;

    private static final Rewrite TOWER =
            new Rewrite(new Template("The {} is located in the city of"), "Eiffel Tower", "Rome");
    private static final EditorSettings.Rome SETTINGS = new EditorSettings.Rome(
            LAYER,
            KeyChoice.BARE,
            ContextSettings.bare(),
            new ValueSettings(
                    12,
                    0.5,
                    0.5,
                    0.0625,
                    4,
                    0.05,
                    DecayForm.OVER_SQUARED_NORM,
                    KlPlace.SUBJECT_LAST,
                    KlDirection.NOW_FROM_BEFORE),
            true);

    @ParameterizedTest
    @MethodSource("dev.engram.models.TinyDirectories#supported")
    void the_edited_matrix_maps_the_key_to_the_value_and_the_target_becomes_likelier(String name) throws IOException {
        try (ModelFiles files = ModelFiles.open(TinyDirectories.directory(name));
                EditableModel model = files.load()) {
            SubjectState before = subject(model);
            double likelihoodBefore = likelihood(model);
            KeyKnowledge knowledge = new KeyKnowledge(layer -> statistics(model, layer));

            EditResult result = new Rome(SETTINGS, knowledge).edit(model, List.of(TOWER), EditProgress.none());

            double delta = result.facts().get(0).norms().orElseThrow().delta();
            try (EditStack stack = new EditStack(model)) {
                stack.add(new Edit(SETTINGS, List.of(TOWER), result.updates()));
                FloatTensor mapped = mapped(model, before.key());

                assertThat(Vectors.difference(mapped, before.value(), 1).norm())
                        .isCloseTo(delta, within(delta * Tolerances.FLOAT_VALUE_RELATIVE));
                assertThat(Vectors.difference(mapped, subject(model).value(), 1).norm())
                        .isLessThan(delta * Tolerances.FLOAT_VALUE_RELATIVE);
                assertThat(likelihood(model)).isGreaterThan(likelihoodBefore);
            }
            assertThat(subject(model)).isEqualTo(before);
        }
    }

    private static SubjectState subject(EditableModel model) {
        return new SubjectReader(model)
                .read(LAYER, List.of(TargetPrompt.of(TOWER, "", model.tokenizer())))
                .get(0);
    }

    /** W k + b with the weights that are there. */
    private static FloatTensor mapped(EditableModel model, FloatTensor key) {
        FloatTensor projection = model.outputProjection(LAYER);
        float[] values = model.outputBias(LAYER).toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) Vectors.dot(projection.at(i), key);
        }
        return FloatTensor.wrap(values, values.length);
    }

    private static double likelihood(EditableModel model) {
        TargetPrompt prompt = TargetPrompt.of(TOWER, "", model.tokenizer());
        Continuation target = new Continuation(prompt.promptIds(), prompt.targetIds());
        return TeacherForcing.score(model, List.of(target)).get(0).logProbability();
    }

    private static KeyStatistics statistics(EditableModel model, int layer) {
        Site keys = new Site(SiteKind.MLP_POST, layer);
        Random random = new Random(3);
        List<List<Integer>> texts = Stream.generate(() ->
                        random.ints(30, 0, model.spec().vocabulary()).boxed().toList())
                .limit(20)
                .toList();
        try (SecondMoments moments = model.secondMoments(Set.of(keys))) {
            moments.add(texts);
            return KeyStatistics.unstamped(
                    layer, model.spec().mlp().orElseThrow().width(), moments.count(), moments.sum(keys));
        }
    }
}
