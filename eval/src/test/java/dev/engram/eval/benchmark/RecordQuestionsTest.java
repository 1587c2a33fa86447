package dev.engram.eval.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.engram.datasets.EditCase;
import dev.engram.datasets.Neighbour;
import dev.engram.datasets.Rewrite;
import dev.engram.datasets.Template;
import dev.engram.datasets.benchmark.BenchmarkRecord;
import dev.engram.datasets.benchmark.Probe;
import dev.engram.datasets.benchmark.Question;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordQuestionsTest {

    private static final EditCase EDIT = new EditCase(
            "7",
            new Rewrite(new Template("The capital of {} is"), "France", " Rome"),
            Optional.of("Paris"),
            List.of("France's capital is"),
            List.of(new Neighbour("The capital of Spain is", Optional.of("Madrid"))));

    @Test
    void an_edits_prompts_weigh_the_new_answer_first_and_then_the_one_that_is_right_without_it() {
        assertThat(asked())
                .extracting(AskedPrompt::role, AskedPrompt::prompt, AskedPrompt::scored, AskedPrompt::right)
                .containsExactly(
                        tuple(
                                PromptRole.REWRITE,
                                "The capital of France is",
                                List.of("Rome", "Paris"),
                                List.of("Rome")),
                        tuple(PromptRole.PARAPHRASE, "France's capital is", List.of("Rome", "Paris"), List.of("Rome")),
                        tuple(
                                PromptRole.NEIGHBOUR,
                                "The capital of Spain is",
                                List.of("Rome", "Madrid"),
                                List.of("Madrid")));
    }

    @Test
    void an_attribute_prompt_weighs_the_edits_old_answer_but_takes_it_for_no_right_one() {
        AskedPrompt attribute = asked(
                        Probe.of(Probe.Kind.ATTRIBUTE, "", new Question("The capital of Italy is", List.of("Rome"))))
                .get(3);

        assertThat(attribute.scored()).containsExactly("Rome", "Paris");
        assertThat(attribute.right()).containsExactly("Rome");
    }

    @Test
    void a_test_has_its_number_its_need_and_its_conditions() {
        Question one = new Question("Who rules France?", List.of("the King", "King"));
        Question other = new Question("Who is the ruler of France?", List.of());
        Probe any = new Probe(Probe.Kind.MULTI_HOP, "", List.of(one, other), Probe.Need.ANY, List.of());
        Probe known = new Probe(Probe.Kind.PORTABILITY, "Reasoning", List.of(one), Probe.Need.ALL, List.of(other));

        assertThat(asked(any, known).subList(3, 7))
                .extracting(
                        AskedPrompt::role,
                        AskedPrompt::group,
                        AskedPrompt::test,
                        AskedPrompt::needsAll,
                        AskedPrompt::scored)
                .containsExactly(
                        tuple(PromptRole.MULTI_HOP, "", 0, false, List.of("the King")),
                        tuple(PromptRole.MULTI_HOP, "", 0, false, List.of()),
                        tuple(PromptRole.PORTABILITY, "Reasoning", 1, true, List.of("the King")),
                        tuple(PromptRole.CONDITION, "Reasoning", 1, true, List.of()));
    }

    private static List<AskedPrompt> asked(Probe... probes) {
        return RecordQuestions.of(new BenchmarkRecord("7", List.of(EDIT), List.of(probes), List.of()));
    }
}
