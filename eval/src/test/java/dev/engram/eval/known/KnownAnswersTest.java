package dev.engram.eval.known;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.datasets.BundledFacts;
import dev.engram.datasets.Fact;
import dev.engram.datasets.benchmark.Question;
import dev.engram.eval.recall.AnsweredText;
import dev.engram.models.EditableModel;
import dev.engram.models.files.BundledModels;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.generation.Generation;
import dev.engram.models.generation.GenerationRequest;
import dev.engram.models.generation.Sampling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asked of the bundled model, which knows the project's facts. */
class KnownAnswersTest {

    private static final int FACTS = 40;
    private static final String CAPITAL = "The capital of France is";

    @TempDir
    private Path folder = Path.of("");

    private ModelFiles files;
    private EditableModel model;

    @BeforeEach
    void openModel() throws IOException {
        files = ModelFiles.open(BundledModels.shipped(folder).find("demo").orElseThrow());
        model = files.load();
    }

    @AfterEach
    void closeModel() throws IOException {
        model.close();
        files.close();
    }

    /** The law: teacher forcing tells what greedy decoding would say. */
    @Test
    void an_answer_is_known_just_if_greedy_decoding_goes_on_with_it() {
        BundledFacts bundled = BundledFacts.load();
        List<Fact> facts = bundled.facts().subList(0, FACTS);
        List<Question> questions = IntStream.range(0, FACTS)
                .mapToObj(i -> new Question(
                        heldOut(bundled, facts.get(i)),
                        List.of(facts.get(i % 2 == 0 ? i : i - 1).object())))
                .toList();

        List<Knowledge> verdicts = new KnownAnswers(model).ask(questions);

        assertThat(verdicts).contains(Knowledge.KNOWN, Knowledge.UNKNOWN);
        assertThat(verdicts)
                .isEqualTo(greedilySaid(questions).stream()
                        .map(said -> said ? Knowledge.KNOWN : Knowledge.UNKNOWN)
                        .toList());
    }

    @Test
    void any_of_several_answers_will_do_whichever_place_it_has() {
        assertThat(new KnownAnswers(model)
                        .ask(List.of(
                                new Question(CAPITAL, List.of("Rome", "Paris")),
                                new Question(CAPITAL, List.of("Rome", "Oslo")),
                                new Question(CAPITAL, List.of()))))
                .containsExactly(Knowledge.KNOWN, Knowledge.UNKNOWN, Knowledge.UNKNOWN);
    }

    @Test
    void the_whole_answer_has_to_be_said() {
        assertThat(new KnownAnswers(model).ask(List.of(new Question(CAPITAL, List.of("Paris Rome Oslo")))))
                .containsExactly(Knowledge.UNKNOWN);
    }

    @Test
    void a_prompt_over_the_context_is_told_and_harms_no_other() {
        String longPrompt = (CAPITAL + " ").repeat(model.contextLength()) + CAPITAL;

        assertThat(new KnownAnswers(model)
                        .ask(List.of(
                                new Question(longPrompt, List.of("Paris")), new Question(CAPITAL, List.of("Paris")))))
                .containsExactly(Knowledge.TOO_LONG, Knowledge.KNOWN);
        assertThat(new KnownAnswers(model).ask(List.of(new Question(longPrompt, List.of("Paris")))))
                .containsExactly(Knowledge.TOO_LONG);
    }

    @Test
    void nothing_asked_is_nothing_answered() {
        assertThat(new KnownAnswers(model).ask(List.of())).isEmpty();
    }

    private List<Boolean> greedilySaid(List<Question> questions) {
        List<AnsweredText> texts = questions.stream()
                .map(question ->
                        AnsweredText.of(question.prompt(), question.answers().get(0), model.tokenizer()))
                .toList();
        List<Generation> greedy = model.generate(texts.stream()
                .map(text -> new GenerationRequest(
                        text.promptIds(), text.answerIds().size(), Set.of(), new Sampling.Greedy()))
                .toList());
        return IntStream.range(0, texts.size())
                .mapToObj(i -> greedy.get(i).tokens().equals(texts.get(i).answerIds()))
                .toList();
    }

    private static String heldOut(BundledFacts bundled, Fact fact) {
        return bundled.relationOf(fact)
                .heldOutTemplates()
                .get(0)
                .fill(fact.subject())
                .text();
    }
}
