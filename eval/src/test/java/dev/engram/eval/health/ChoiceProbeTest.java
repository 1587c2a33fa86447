package dev.engram.eval.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.datasets.ChoiceQuestion;
import dev.engram.eval.recall.AnsweredText;
import dev.engram.models.SiteModel;
import dev.engram.models.files.BundledModels;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.score.Continuation;
import dev.engram.models.score.ContinuationScore;
import dev.engram.models.score.TeacherForcing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Questions to the bundled model, which knows its capitals. */
@TestInstance(Lifecycle.PER_CLASS)
class ChoiceProbeTest {

    private static final String FRANCE = "The capital of France is";

    private SiteModel model;

    @BeforeAll
    void load(@TempDir Path folder) throws IOException {
        try (ModelFiles files =
                ModelFiles.open(BundledModels.shipped(folder).find("demo").orElseThrow())) {
            model = files.load();
        }
    }

    @AfterAll
    void close() {
        model.close();
    }

    private static ChoiceQuestion question(String prompt, int right, String... choices) {
        return new ChoiceQuestion(prompt, prompt, List.of(choices), right);
    }

    private double share(ChoiceQuestion... questions) {
        return new ChoiceProbe(model, List.of(questions)).shareRight().orElseThrow();
    }

    private ContinuationScore score(String choice) {
        AnsweredText text = AnsweredText.of(FRANCE, choice, model.tokenizer());
        return TeacherForcing.score(model, List.of(new Continuation(text.promptIds(), text.answerIds())))
                .get(0);
    }

    @Test
    void the_share_counts_questions_whose_right_choice_is_the_likeliest() {
        assertThat(share(question(FRANCE, 1, "Rome", "Paris", "Oslo"))).isEqualTo(1);
        assertThat(share(question(FRANCE, 0, "Rome", "Paris", "Oslo"))).isZero();
        assertThat(share(
                        question(FRANCE, 0, "Paris", "Rome"),
                        question("The capital of Italy is", 1, "Paris", "Rome", "Lima"),
                        question("The capital of Spain is", 0, "Lima", "Madrid"),
                        question("The capital of Egypt is", 0, "Cairo", "Lima")))
                .isEqualTo(0.75);
    }

    @Test
    void choices_of_several_tokens_are_weighed_by_their_mean() {
        ContinuationScore one = score("Paris");
        ContinuationScore more = score("Paris.");

        assertThat(one.logProbability()).as("by the sum").isGreaterThan(more.logProbability());
        assertThat(one.meanNegativeLogLikelihood()).isGreaterThan(more.meanNegativeLogLikelihood());
        assertThat(share(question(FRANCE, 1, "Paris", "Paris."))).isEqualTo(1);
    }

    @Test
    void two_choices_that_are_the_same_tokens_are_none_of_them_likelier() {
        assertThat(share(question(FRANCE, 0, "Paris", " Paris"))).isZero();
    }

    @Test
    void without_questions_there_is_no_share() {
        assertThat(new ChoiceProbe(model, List.of()).shareRight()).isEmpty();
    }
}
