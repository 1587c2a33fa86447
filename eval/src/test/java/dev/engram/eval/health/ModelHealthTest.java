package dev.engram.eval.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.datasets.EditCase;
import dev.engram.datasets.Rewrite;
import dev.engram.datasets.Template;
import dev.engram.editing.EditStack;
import dev.engram.editing.context.ContextSettings;
import dev.engram.editing.context.SubjectReader;
import dev.engram.editing.context.TargetPrompt;
import dev.engram.editing.method.EditProgress;
import dev.engram.editing.method.KeyKnowledge;
import dev.engram.editing.method.Rome;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.settings.EditorSettings.KeyChoice;
import dev.engram.editing.solve.KeyStatistics;
import dev.engram.editing.value.ValueSettings;
import dev.engram.editing.value.ValueSettings.DecayForm;
import dev.engram.editing.value.ValueSettings.KlPlace;
import dev.engram.eval.EditTrial;
import dev.engram.eval.TrialResult;
import dev.engram.eval.recall.RecallProbe;
import dev.engram.models.EditableModel;
import dev.engram.models.KlDirection;
import dev.engram.models.files.BundledModels;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.tensor.FloatTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelHealthTest {

    private static final int LAYER = 3;
    private static final Rewrite REWRITE = new Rewrite(new Template("The capital of {} is"), "France", "Rome");

    @Test
    void the_originals_asymmetry_disables_a_model_where_one_key_everywhere_does_not(@TempDir Path folder)
            throws IOException {
        Path directory = BundledModels.shipped(folder).find("demo").orElseThrow();
        try (ModelFiles files = ModelFiles.open(directory);
                EditableModel model = files.load()) {
            TrialResult original = trial(model, KeyChoice.ORIGINAL);
            TrialResult averaged = trial(model, KeyChoice.AVERAGED);

            assertThat(original.health().leastKeyRatio().orElseThrow()).isLessThan(0.1);
            assertThat(original.health().warnings())
                    .allMatch(warning -> warning.startsWith("this edit damages the model: "))
                    .anyMatch(warning -> warning.contains("times as large as the weight"))
                    .anyMatch(warning -> warning.contains("perplexity of neutral text"))
                    .anyMatch(warning -> warning.contains("unrelated predictions"));
            assertThat(averaged.health().updateRatio())
                    .isLessThan(original.health().updateRatio() / 5);
            assertThat(averaged.health().perplexityAfter())
                    .isLessThan(original.health().perplexityAfter());
        }
    }

    private static TrialResult trial(EditableModel model, KeyChoice key) {
        EditorSettings.Rome settings = new EditorSettings.Rome(
                LAYER,
                key,
                ContextSettings.sampled(List.of(new ContextSettings.Samples(5, 10)), 1),
                new ValueSettings(
                        15,
                        0.5,
                        1e-3,
                        0.0625,
                        4,
                        0.05,
                        DecayForm.OVER_SQUARED_NORM,
                        KlPlace.SUBJECT_LAST,
                        KlDirection.NOW_FROM_BEFORE),
                true);
        EditCase asked = new EditCase("France", REWRITE, Optional.empty(), List.of(), List.of());
        try (EditStack stack = new EditStack(model)) {
            return new EditTrial(
                            model,
                            new Rome(settings, whereTheBareKeyIsCommon(model)),
                            new RecallProbe(model, 4),
                            new HealthProbe(model, NeutralText.sampled(model, 1)))
                    .batch(stack, List.of(asked), (number, ofEdits) -> EditProgress.none());
        }
    }

    /**
     * Statistics in which the bare prompt's key is by far the most common one, I + 1000 k0 k0^T: C^-1 turns every other key away from it, so that
     * the original's denominator k0 C^-1 k is near 0.
     */
    private static KeyKnowledge whereTheBareKeyIsCommon(EditableModel model) {
        FloatTensor bare = new SubjectReader(model)
                .read(LAYER, List.of(TargetPrompt.of(REWRITE, "", model.tokenizer())))
                .get(0)
                .key();
        int width = bare.size();
        double[] sums = new double[width * width];
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                sums[i * width + j] = 1000.0 * bare.get(i) * bare.get(j) + (i == j ? 1 : 0);
            }
        }
        return new KeyKnowledge(layer -> KeyStatistics.unstamped(layer, width, 1, sums.clone()));
    }

    @Test
    void a_sound_edit_gives_no_warning_and_each_limit_has_its_own() {
        ModelHealth sound = new ModelHealth(OptionalDouble.of(0.9), 0.1, 20, 20.5, 0.98);

        assertThat(sound.warnings()).isEmpty();
        assertThat(new ModelHealth(OptionalDouble.of(-0.05), 0.1, 20, 20.5, 0.98).warnings())
                .singleElement()
                .asString()
                .contains("ratio -0.050");
        assertThat(new ModelHealth(OptionalDouble.empty(), 0.6, 20, 20.5, 0.98).warnings())
                .singleElement()
                .asString()
                .contains("0.60 times as large");
        assertThat(new ModelHealth(OptionalDouble.empty(), 0.1, 20, Double.POSITIVE_INFINITY, 0.98).warnings())
                .singleElement()
                .asString()
                .contains("20.00 to Infinity");
        assertThat(new ModelHealth(OptionalDouble.empty(), 0.1, 20, 20, 0.5).warnings())
                .singleElement()
                .asString()
                .contains("only 50.0 %");
    }
}
