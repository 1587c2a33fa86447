package dev.engram.eval.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.datasets.BundledEdits;
import dev.engram.datasets.BundledFacts;
import dev.engram.datasets.benchmark.BenchmarkRecord;
import dev.engram.eval.metrics.PromptMeasure;
import dev.engram.eval.metrics.PromptPair;
import dev.engram.eval.metrics.ScoredEdit;
import dev.engram.eval.metrics.TextPerplexity;
import dev.engram.eval.metrics.table.MethodScores;
import dev.engram.eval.metrics.table.MetricRow;
import dev.engram.eval.metrics.table.MetricTable;
import dev.engram.models.EditableModel;
import dev.engram.models.files.BundledModels;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.score.Perplexity;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.testing.Tolerances;
import dev.engram.tracing.summary.Resampling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Scores of the bundled model, which knows its facts, and of the same without its MLPs. */
@TestInstance(Lifecycle.PER_CLASS)
class RecordScorerTest {

    private static final int RECORDS = 4;
    private static final int GREEDY_TOKENS = 8;
    private static final String TEXT = "The capital of France is Paris. The capital of Italy is Rome.";

    private EditableModel model;
    private List<RecordScore> before;
    private List<ScoredEdit> edits;

    @BeforeAll
    void score(@TempDir Path folder) throws IOException {
        try (ModelFiles files =
                ModelFiles.open(BundledModels.shipped(folder).find("demo").orElseThrow())) {
            model = files.load();
        }
        List<BenchmarkRecord> records = BundledEdits.cases(BundledFacts.load(), RECORDS, 5).stream()
                .map(BenchmarkRecord::of)
                .toList();
        RecordScorer scorer = new RecordScorer(model, GREEDY_TOKENS, 1).reading("capitals", TEXT);
        before = records.stream().map(scorer::score).toList();
        List<RecordScore> after;
        Map<Integer, FloatTensor> nothing = new HashMap<>();
        for (int layer = 0; layer < model.spec().layers(); layer++) {
            FloatTensor weight = model.outputProjection(layer);
            nothing.put(layer, FloatTensor.of(new float[weight.size()], weight.dimension(0), weight.dimension(1)));
        }
        try (EditableModel.ReplacedWeights damaged = model.replaceOutputProjections(nothing)) {
            after = records.stream().map(scorer::score).toList();
        }
        edits = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            edits.add(ScoredEdit.of(before.get(i), after.get(i)));
        }
    }

    @AfterAll
    void close() {
        model.close();
    }

    @Test
    void greedy_text_begins_with_an_answer_exactly_where_all_its_tokens_are_first_choices() {
        List<PromptPair> pairs = Stream.concat(edits.stream(), before.stream().map(ScoredEdit::unedited))
                .flatMap(edit -> edit.prompts().stream())
                .toList();

        assertThat(pairs)
                .allSatisfy(pair -> assertThat(PromptMeasure.GENERATED_EXACT.of(pair))
                        .isEqualTo(PromptMeasure.ALL_TOKENS_ACCURACY.of(pair)));
        assertThat(pairs)
                .extracting(PromptMeasure.GENERATED_EXACT::of)
                .extracting(value -> value.orElse(0))
                .as("or there would be nothing to see")
                .contains(0.0, 1.0);
    }

    @Test
    void an_unedited_model_is_stable_and_a_damaged_one_is_not() {
        MethodScores none = new MethodScores(
                "none", before.stream().map(ScoredEdit::unedited).toList());
        MetricTable table = MetricTable.of(List.of(none, new MethodScores("damaged", edits)), Resampling.DEFAULT);

        for (String stability : List.of("neighbour.token-stability", "neighbour.generated-stability")) {
            MetricRow row = table.row(stability);
            assertThat(row.of("none").orElseThrow().mean()).isEqualTo(1);
            assertThat(row.of("damaged").orElseThrow().mean()).isLessThan(1);
            assertThat(row.differenceOf("damaged").orElseThrow().mean()).isNegative();
        }
        assertThat(table.row("neighbour.token-accuracy")
                        .of("none")
                        .orElseThrow()
                        .mean())
                .as("it knows its facts")
                .isGreaterThan(0.9);
    }

    @Test
    void the_texts_perplexity_is_that_of_the_model_by_itself() {
        double alone = Perplexity.of(
                        model, List.of(model.tokenizer().encode(TEXT).ids()))
                .value();

        assertThat(new TextPerplexity("capitals").of(ScoredEdit.unedited(before.get(0))))
                .hasValue(alone);
        assertThat(new TextPerplexity("capitals").of(edits.get(0)).orElseThrow())
                .isGreaterThan(alone);
    }

    @Test
    void weighing_alone_says_the_same_of_the_answers() {
        RecordScore scored = before.get(0);
        List<List<AnswerScore>> weighed = new RecordScorer(model, GREEDY_TOKENS, 1)
                .weigh(scored.prompts().stream().map(PromptScore::asked).toList());

        for (int i = 0; i < weighed.size(); i++) {
            List<AnswerScore> answers = scored.prompts().get(i).answers();
            for (int j = 0; j < answers.size(); j++) {
                assertThat(weighed.get(i).get(j).choices())
                        .isEqualTo(answers.get(j).choices());
                assertThat(weighed.get(i).get(j).meanNegativeLogLikelihood())
                        .isCloseTo(answers.get(j).meanNegativeLogLikelihood(), within(Tolerances.PLAIN_CELL));
            }
        }
    }

    @Test
    void a_score_is_the_same_when_it_was_written_as_json_and_read() {
        JsonMapper mapper = new JsonMapper();
        RecordScore score = before.get(0);

        assertThat(mapper.readValue(mapper.writeValueAsString(score), RecordScore.class))
                .isEqualTo(score);
    }

    @Test
    void a_table_is_json_by_the_names_of_metrics_and_methods() {
        MetricTable table = MetricTable.of(List.of(new MethodScores("damaged", edits)), Resampling.DEFAULT);
        JsonMapper mapper = new JsonMapper();
        String json = mapper.writeValueAsString(table);

        assertThat(mapper.readValue(json, MetricTable.class)).isEqualTo(table);
        assertThat(json)
                .contains("\"metric\":\"rewrite.right-likelier\"", "\"fieldName\":\"ES\"", "\"damaged\":{\"n\":4,");
    }

    @Test
    void a_text_without_a_token_to_predict_is_refused() {
        RecordScorer scorer = new RecordScorer(model, GREEDY_TOKENS, 1).reading("short", "");

        assertThatThrownBy(() -> scorer.score(BenchmarkRecord.of(
                        BundledEdits.cases(BundledFacts.load(), 1, 5).get(0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2");
    }
}
