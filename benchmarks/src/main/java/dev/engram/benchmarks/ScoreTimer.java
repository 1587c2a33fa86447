package dev.engram.benchmarks;

import dev.engram.datasets.BadRecords;
import dev.engram.datasets.EditCase;
import dev.engram.datasets.EditList;
import dev.engram.datasets.Rewrite;
import dev.engram.datasets.benchmark.BenchmarkRecord;
import dev.engram.editing.Edit;
import dev.engram.editing.EditStack;
import dev.engram.editing.keys.FileTexts;
import dev.engram.editing.keys.StatisticsCache;
import dev.engram.editing.method.EditProgress;
import dev.engram.editing.method.EditResult;
import dev.engram.editing.method.Editor;
import dev.engram.editing.method.Editors;
import dev.engram.editing.method.KeyKnowledge;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.solve.KeyStatistics;
import dev.engram.editing.statistics.NpyFile;
import dev.engram.eval.benchmark.AnswerScore;
import dev.engram.eval.benchmark.AskedPrompt;
import dev.engram.eval.benchmark.PromptRole;
import dev.engram.eval.benchmark.RecordScore;
import dev.engram.eval.benchmark.RecordScorer;
import dev.engram.eval.metrics.ScoredEdit;
import dev.engram.eval.metrics.table.MethodScores;
import dev.engram.eval.metrics.table.MetricRow;
import dev.engram.eval.metrics.table.MetricTable;
import dev.engram.models.EditableModel;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.files.ModelFingerprint;
import dev.engram.tracing.summary.Resampling;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Scores records of edits and prints JSON lines like those of {@code peers/score_edits.py}: what the model says to each record before all of
 * them are edited together and after, the metrics of that, and the seconds that records' answers take to be weighed. The script {@code
 * compare-scores} holds both sides against each other.
 *
 * <p>Arguments: the model's path, a JSON file as {@code compare-scores} writes it, and a folder for the statistics of keys and the edited
 * weight, which is left there as {@code weight.npy}.
 */
public final class ScoreTimer {

    private final EditableModel model;
    private final PrintStream lines = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final JsonMapper mapper = new JsonMapper();

    private ScoreTimer(EditableModel model) {
        this.model = model;
    }

    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            throw new IllegalArgumentException("expected MODEL REQUEST FOLDER, not " + List.of(args));
        }
        TwoThreads.set();
        Request request = new JsonMapper().readValue(Path.of(args[1]), Request.class);
        try (ModelFiles files = ModelFiles.open(Path.of(args[0]));
                EditableModel model = files.load()) {
            ScoreTimer timer = new ScoreTimer(model);
            if (request.scored() != null) {
                timer.score(request.scored(), files.fingerprint(), Path.of(args[2]));
            }
            request.timed().forEach(timer::time);
        }
    }

    /** Scores the records, edits all of them together, and scores them again. */
    private void score(Scored scored, ModelFingerprint fingerprint, Path folder) throws IOException {
        List<EditCase> cases =
                EditList.read(Path.of(scored.file()), BadRecords.REFUSE).cases().subList(0, scored.records());
        RecordScorer scorer = new RecordScorer(model, scored.tokens(), 1);
        List<RecordScore> before = scores(scorer, cases);
        List<RecordScore> after;
        try (EditStack stack = new EditStack(model)) {
            stack.add(edit(scored, cases, fingerprint, folder));
            NpyFile.write(
                    folder.resolve("weight.npy"),
                    model.outputProjection(scored.editor().layers().get(0)));
            after = scores(scorer, cases);
        }
        List<ScoredEdit> edits = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            print(new Line(before.get(i), after.get(i)));
            edits.add(ScoredEdit.of(before.get(i), after.get(i)));
        }
        Map<String, Double> means = new TreeMap<>();
        for (MetricRow row : MetricTable.of(List.of(new MethodScores("edited", edits)), Resampling.DEFAULT)
                .rows()) {
            row.of("edited").ifPresent(estimate -> means.put(row.metric(), estimate.mean()));
        }
        print(new Means(means));
    }

    private List<RecordScore> scores(RecordScorer scorer, List<EditCase> cases) {
        return cases.stream()
                .map(asked -> scorer.score(BenchmarkRecord.of(asked)))
                .toList();
    }

    private Edit edit(Scored scored, List<EditCase> cases, ModelFingerprint fingerprint, Path folder)
            throws IOException {
        FileTexts texts = FileTexts.of(model, Path.of(scored.text()));
        StatisticsCache cache = new StatisticsCache(folder, model, fingerprint);
        Editor editor = Editors.of(
                scored.editor(), new KeyKnowledge(layer -> statistics(cache, layer, texts, scored.textTokens())));
        List<Rewrite> rewrites = cases.stream().map(EditCase::rewrite).toList();
        EditResult result = editor.edit(model, rewrites, EditProgress.none());
        return new Edit(editor.settings(), rewrites, result.updates());
    }

    private static KeyStatistics statistics(StatisticsCache cache, int layer, FileTexts texts, long tokens) {
        try {
            return cache.get(layer, List.of(layer), texts, tokens, (counted, ofTokens) -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Weighs the answers of records, one record after the other; the first one once before, to warm up. */
    private void time(String name, List<List<Asked>> records) {
        RecordScorer scorer = new RecordScorer(model, 1, 1);
        List<List<AskedPrompt>> asked = records.stream()
                .map(prompts -> prompts.stream().map(Asked::asPrompt).toList())
                .toList();
        scorer.weigh(asked.get(0));
        List<Double> seconds = new ArrayList<>();
        List<List<List<Double>>> likelihoods = new ArrayList<>();
        for (List<AskedPrompt> record : asked) {
            long start = System.nanoTime();
            List<List<AnswerScore>> weighed = scorer.weigh(record);
            seconds.add((System.nanoTime() - start) / 1e9);
            likelihoods.add(weighed.stream()
                    .map(answers -> answers.stream()
                            .map(AnswerScore::meanNegativeLogLikelihood)
                            .toList())
                    .toList());
        }
        print(new Timed(name, seconds, likelihoods));
    }

    private void print(Object line) {
        lines.println(mapper.writeValueAsString(line));
    }

    /**
     * What is done.
     *
     * @param scored null for nothing
     * @param timed records by what they are called, each a list of prompts
     */
    private record Request(@Nullable Scored scored, Map<String, List<List<Asked>>> timed) {}

    /**
     * Records that are scored and edited.
     *
     * @param file in a form that {@link EditList} reads
     * @param records how many of the first
     * @param tokens that the model goes on with greedily after each prompt, at least
     * @param text the file that the statistics of keys are counted over
     */
    private record Scored(String file, int records, int tokens, EditorSettings editor, String text, long textTokens) {}

    private record Asked(String prompt, List<String> answers) {

        AskedPrompt asPrompt() {
            return new AskedPrompt(PromptRole.REWRITE, "", 0, true, prompt, answers, List.of());
        }
    }

    private record Line(RecordScore before, RecordScore after) {}

    private record Means(Map<String, Double> metrics) {}

    /** Mean negative log-likelihoods by record, prompt and answer. */
    private record Timed(String timed, List<Double> seconds, List<List<List<Double>>> likelihoods) {}
}
