package dev.engram.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.datasets.BundledEdits;
import dev.engram.datasets.BundledFacts;
import dev.engram.datasets.EditCase;
import dev.engram.editing.Edit;
import dev.engram.editing.EditStack;
import dev.engram.editing.keys.SampledTexts;
import dev.engram.editing.keys.StatisticsCache;
import dev.engram.editing.method.EditProgress;
import dev.engram.editing.method.EditResult;
import dev.engram.editing.method.Editor;
import dev.engram.editing.method.Editors;
import dev.engram.editing.method.KeyKnowledge;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.settings.KnownSettings;
import dev.engram.eval.recall.CaseRecall;
import dev.engram.eval.recall.PromptRecall;
import dev.engram.eval.recall.RecallProbe;
import dev.engram.models.EditableModel;
import dev.engram.models.files.BundledModels;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.files.ModelFingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The positive control of editing: facts that the bundled model knows, changed with the settings that it ships with. */
class DemoEditTest {

    private static final int FACTS = 100;
    private static final long SEED = 3;
    private static final int GREEDY_TOKENS = 10;

    /** Prompts counted, and those of them that went as they should. */
    private static final class Tally {
        private int right;
        private int asked;

        void add(boolean isRight) {
            asked++;
            right += isRight ? 1 : 0;
        }

        double percent() {
            return 100.0 * right / asked;
        }
    }

    @Test
    void rome_changes_one_fact_at_a_time_carries_over_and_leaves_neighbours(@TempDir Path folder) throws IOException {
        Path directory = BundledModels.shipped(folder).find("demo").orElseThrow();
        try (ModelFiles files = ModelFiles.open(directory);
                EditableModel model = files.load()) {
            EditorSettings settings = KnownSettings.load()
                    .find(model.spec(), "rome")
                    .orElseThrow()
                    .settings();
            Editor editor = Editors.of(settings, knowledge(folder, model, files.fingerprint()));
            RecallProbe probe = new RecallProbe(model, GREEDY_TOKENS);
            Tally rewrites = new Tally();
            Tally paraphrases = new Tally();
            Tally neighbours = new Tally();

            for (EditCase asked : BundledEdits.cases(BundledFacts.load(), FACTS, SEED)) {
                CaseRecall before = probe.before(asked);
                EditResult result = editor.edit(model, List.of(asked.rewrite()), EditProgress.none());
                try (EditStack stack = new EditStack(model)) {
                    stack.add(new Edit(settings, List.of(asked.rewrite()), result.updates()));
                    CaseRecall after = probe.after(asked, before);
                    rewrites.add(after.rewrite().saysNew());
                    after.paraphrases().forEach(prompt -> paraphrases.add(prompt.saysNew()));
                    for (int i = 0; i < after.neighbours().size(); i++) {
                        if (saysOld(before.neighbours().get(i))) {
                            neighbours.add(saysOld(after.neighbours().get(i)));
                        }
                    }
                }
            }

            assertThat(rewrites.percent()).as("rewrites, greedily").isGreaterThanOrEqualTo(98);
            assertThat(paraphrases.percent())
                    .as("held-out paraphrases, greedily")
                    .isGreaterThanOrEqualTo(80);
            assertThat(neighbours.percent())
                    .as("neighbours that were right and stayed")
                    .isGreaterThanOrEqualTo(93);
        }
    }

    private static boolean saysOld(PromptRecall recall) {
        return recall.greedyText().strip().startsWith(recall.oldAnswer().answer());
    }

    private static KeyKnowledge knowledge(Path folder, EditableModel model, ModelFingerprint fingerprint) {
        StatisticsCache cache = new StatisticsCache(folder.resolve("statistics"), model, fingerprint);
        return new KeyKnowledge(layer -> {
            try {
                return cache.get(
                        layer,
                        List.of(layer),
                        new SampledTexts(model, 1),
                        StatisticsCache.defaultTokens(model),
                        (tokens, ofTokens) -> {});
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
