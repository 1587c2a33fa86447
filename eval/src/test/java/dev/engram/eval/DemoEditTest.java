package dev.engram.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.datasets.BundledEdits;
import dev.engram.datasets.BundledFacts;
import dev.engram.datasets.EditCase;
import dev.engram.datasets.Rewrite;
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

    /** How cases went. */
    private static final class Tallies {
        private final Tally rewrites = new Tally();
        private final Tally paraphrases = new Tally();
        private final Tally neighbours = new Tally();

        void add(CaseRecall before, CaseRecall after) {
            rewrites.add(after.rewrite().saysNew());
            after.paraphrases().forEach(prompt -> paraphrases.add(prompt.saysNew()));
            for (int i = 0; i < after.neighbours().size(); i++) {
                if (saysOld(before.neighbours().get(i))) {
                    neighbours.add(saysOld(after.neighbours().get(i)));
                }
            }
        }

        void requireAtLeast(double rewritten, double carriedOver, double kept) {
            assertThat(rewrites.percent()).as("rewrites, greedily").isGreaterThanOrEqualTo(rewritten);
            assertThat(paraphrases.percent())
                    .as("held-out paraphrases, greedily")
                    .isGreaterThanOrEqualTo(carriedOver);
            assertThat(neighbours.percent())
                    .as("neighbours that were right and stayed")
                    .isGreaterThanOrEqualTo(kept);
        }
    }

    @TempDir
    private Path folder = Path.of("");

    @Test
    void rome_changes_one_fact_at_a_time_carries_over_and_leaves_neighbours() throws IOException {
        try (ModelFiles files = demo();
                EditableModel model = files.load()) {
            Editor editor = editor(files, model, "rome");
            RecallProbe probe = new RecallProbe(model, GREEDY_TOKENS);
            Tallies tallies = new Tallies();

            for (EditCase asked : cases()) {
                CaseRecall before = probe.before(asked);
                try (EditStack stack = edited(model, editor, List.of(asked))) {
                    tallies.add(before, probe.after(asked, before));
                }
            }

            tallies.requireAtLeast(98, 80, 93);
        }
    }

    @Test
    void memit_changes_a_hundred_facts_at_once() throws IOException {
        try (ModelFiles files = demo();
                EditableModel model = files.load()) {
            List<EditCase> all = cases();
            List<EditCase> cases = all.stream().map(asked -> asked.besides(all)).toList();
            RecallProbe probe = new RecallProbe(model, GREEDY_TOKENS);
            List<CaseRecall> before = cases.stream().map(probe::before).toList();
            Tallies tallies = new Tallies();

            try (EditStack stack = edited(model, editor(files, model, "memit"), cases)) {
                for (int i = 0; i < cases.size(); i++) {
                    tallies.add(before.get(i), probe.after(cases.get(i), before.get(i)));
                }
            }

            tallies.requireAtLeast(90, 70, 90);
        }
    }

    private ModelFiles demo() throws IOException {
        return ModelFiles.open(BundledModels.shipped(folder).find("demo").orElseThrow());
    }

    private static List<EditCase> cases() {
        return BundledEdits.cases(BundledFacts.load(), FACTS, SEED);
    }

    private Editor editor(ModelFiles files, EditableModel model, String method) throws IOException {
        EditorSettings settings =
                KnownSettings.load().find(model.spec(), method).orElseThrow().settings();
        return Editors.of(settings, knowledge(folder, model, files.fingerprint()));
    }

    private static EditStack edited(EditableModel model, Editor editor, List<EditCase> cases) {
        List<Rewrite> rewrites = cases.stream().map(EditCase::rewrite).toList();
        EditResult result = editor.edit(model, rewrites, EditProgress.none());
        EditStack stack = new EditStack(model);
        stack.add(new Edit(editor.settings(), rewrites, result.updates()));
        return stack;
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
