package dev.engram.benchmarks;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.engram.datasets.Rewrite;
import dev.engram.editing.Edit;
import dev.engram.editing.EditStack;
import dev.engram.editing.keys.FileTexts;
import dev.engram.editing.keys.KeyTexts;
import dev.engram.editing.keys.SampledTexts;
import dev.engram.editing.keys.StatisticsCache;
import dev.engram.editing.method.EditProgress;
import dev.engram.editing.method.EditResult;
import dev.engram.editing.method.Editor;
import dev.engram.editing.method.Editors;
import dev.engram.editing.method.FactReport;
import dev.engram.editing.method.KeyKnowledge;
import dev.engram.editing.method.ValueNorms;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.settings.KnownSettings;
import dev.engram.editing.solve.KeyStatistics;
import dev.engram.editing.update.WeightUpdate;
import dev.engram.models.EditableModel;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.files.ModelFingerprint;
import dev.engram.models.score.Continuation;
import dev.engram.models.score.ContinuationScore;
import dev.engram.models.score.TeacherForcing;
import dev.engram.models.score.TokenScore;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Times edits by ROME, each of one fact alone in the model as it was, and prints JSON lines like those of {@code peers/rome.py}: the losses, norms
 * and seconds of an edit, and how likely the answers to its fact's prompts are before and after.
 *
 * <p>Arguments: the model's path, a JSON file as {@code compare-edit} writes it, and a folder for the statistics of keys. The first fact is
 * edited once before, to warm up. Statistics are not in the seconds, as they serve all edits.
 */
public final class EditTimer {

    private final EditableModel model;
    private final Editor editor;

    private EditTimer(EditableModel model, Editor editor) {
        this.model = model;
        this.editor = editor;
    }

    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            throw new IllegalArgumentException("expected MODEL REQUEST FOLDER, not " + List.of(args));
        }
        TwoThreads.set();
        JsonMapper mapper = new JsonMapper();
        Request request = mapper.readValue(Path.of(args[1]), Request.class);
        PrintStream lines = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (ModelFiles files = ModelFiles.open(Path.of(args[0]));
                EditableModel model = files.load()) {
            EditorSettings settings = request.editor() != null
                    ? request.editor()
                    : KnownSettings.load()
                            .find(model.spec(), "rome")
                            .orElseThrow(() -> new IllegalArgumentException("no settings are known for this model"))
                            .settings();
            KeyKnowledge knowledge = knowledge(model, files.fingerprint(), Path.of(args[2]), request.statistics());
            EditTimer timer = new EditTimer(model, Editors.of(settings, knowledge));
            timer.edit(request.facts().get(0));
            for (Fact fact : request.facts()) {
                lines.println(mapper.writeValueAsString(timer.measure(fact)));
            }
        }
    }

    private static KeyKnowledge knowledge(
            EditableModel model, ModelFingerprint fingerprint, Path folder, @Nullable Statistics statistics)
            throws IOException {
        KeyTexts texts =
                statistics == null ? new SampledTexts(model, 1) : FileTexts.of(model, Path.of(statistics.text()));
        long tokens = statistics == null ? StatisticsCache.defaultTokens(model) : statistics.tokens();
        StatisticsCache cache = new StatisticsCache(folder, model, fingerprint);
        return new KeyKnowledge(layer -> statistics(cache, layer, texts, tokens));
    }

    private static KeyStatistics statistics(StatisticsCache cache, int layer, KeyTexts texts, long tokens) {
        try {
            return cache.get(layer, List.of(layer), texts, tokens, (counted, ofTokens) -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EditResult edit(Fact fact) {
        return editor.edit(model, List.of(fact.rewrite()), EditProgress.none());
    }

    private Measured measure(Fact fact) {
        Map<String, Score> before = score(fact);
        long start = System.nanoTime();
        EditResult result = edit(fact);
        double seconds = (System.nanoTime() - start) / 1e9;
        try (EditStack stack = new EditStack(model)) {
            stack.add(new Edit(editor.settings(), List.of(fact.rewrite()), result.updates()));
            return Measured.of(fact, seconds, result, before, score(fact));
        }
    }

    private Map<String, Score> score(Fact fact) {
        Map<String, Score> scores = new TreeMap<>();
        fact.prompts().forEach((name, prompt) -> {
            List<ContinuationScore> answers = TeacherForcing.score(
                    model,
                    List.of(
                            continuation(prompt.prompt(), prompt.newAnswer()),
                            continuation(prompt.prompt(), prompt.trueAnswer())));
            scores.put(name, Score.of(answers.get(0), answers.get(1)));
        });
        return scores;
    }

    private Continuation continuation(String prompt, String answer) {
        return new Continuation(
                model.tokenizer().encode(prompt).ids(),
                model.tokenizer().encodeContinuation(" " + answer).ids());
    }

    /**
     * What is edited.
     *
     * @param editor null for the settings that are known for the model
     * @param statistics null for text that the model writes
     */
    private record Request(
            @Nullable EditorSettings editor, @Nullable Statistics statistics, List<Fact> facts) {}

    /** The file that the statistics of keys are counted over, a text a line, and how many of its tokens. */
    private record Statistics(String text, long tokens) {}

    /** A fact and the prompts it is scored by, which may be none. */
    private record Fact(int id, String prompt, String subject, String target, Map<String, ScoredPrompt> prompts) {

        Rewrite rewrite() {
            return Rewrite.of(prompt, subject, target);
        }
    }

    private record ScoredPrompt(
            String prompt,
            @JsonProperty("new") String newAnswer,
            @JsonProperty("true") String trueAnswer) {}

    private record Score(
            @JsonProperty("nll_new") double nllNew,
            @JsonProperty("nll_true") double nllTrue,
            @JsonProperty("new_is_first_choice") boolean newIsFirstChoice,
            @JsonProperty("true_is_first_choice") boolean trueIsFirstChoice) {

        static Score of(ContinuationScore newAnswer, ContinuationScore trueAnswer) {
            return new Score(
                    newAnswer.meanNegativeLogLikelihood(),
                    trueAnswer.meanNegativeLogLikelihood(),
                    newAnswer.tokens().stream().allMatch(TokenScore::isFirstChoice),
                    trueAnswer.tokens().stream().allMatch(TokenScore::isFirstChoice));
        }
    }

    private record Loss(double total, double nll, double kl, double decay) {}

    /** One line. */
    private record Measured(
            int id,
            int steps,
            List<Loss> losses,
            @JsonProperty("key_norm") double keyNorm,
            @JsonProperty("v0_norm") double originNorm,
            @JsonProperty("delta_norm") double deltaNorm,
            @JsonProperty("dW_norm") double updateNorm,
            double seconds,
            Map<String, Score> before,
            Map<String, Score> after) {

        static Measured of(
                Fact fact, double seconds, EditResult result, Map<String, Score> before, Map<String, Score> after) {
            FactReport report = result.facts().get(0);
            ValueNorms norms = report.norms().orElseThrow();
            return new Measured(
                    fact.id(),
                    report.losses().size(),
                    report.losses().stream()
                            .map(at -> new Loss(at.total(), at.likelihood(), at.divergence(), at.decay()))
                            .toList(),
                    norms.key(),
                    norms.origin(),
                    norms.delta(),
                    result.updates().stream().mapToDouble(WeightUpdate::norm).sum(),
                    seconds,
                    before,
                    after);
        }
    }
}
