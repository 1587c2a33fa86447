package dev.engram.eval.metrics;

import static dev.engram.eval.metrics.MadeScores.question;
import static dev.engram.eval.metrics.MadeScores.record;
import static dev.engram.eval.metrics.MadeScores.texts;
import static dev.engram.eval.metrics.MadeScores.weighed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.eval.benchmark.PromptRole;
import dev.engram.eval.benchmark.PromptScore;
import dev.engram.eval.benchmark.ReadText;
import dev.engram.eval.benchmark.RecordScore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final ScoredEdit COUNTERFACT = edit(
            weighed(PromptRole.REWRITE, 0.5, 0.25),
            weighed(PromptRole.PARAPHRASE, 0.5, 0.25),
            weighed(PromptRole.NEIGHBOUR, 0.5, 0.25));
    private static final ScoredEdit KNOWEDIT = edit(
            weighed(PromptRole.REWRITE, 0.5, 0.25),
            test(PromptRole.PORTABILITY, "Reasoning", 0),
            test(PromptRole.PORTABILITY, "Subject_Aliasing", 1),
            test(PromptRole.LOCALITY, "Forgetfulness", 2));

    @Test
    void counterfacts_records_have_the_papers_metrics_and_the_accuracies_by_their_side() {
        assertThat(names(COUNTERFACT))
                .containsExactly(
                        "harmonic-mean.right-likelier",
                        "harmonic-mean.token-accuracy",
                        "rewrite.right-likelier",
                        "rewrite.probability-margin",
                        "rewrite.token-accuracy",
                        "rewrite.all-tokens-accuracy",
                        "rewrite.generated-exact",
                        "rewrite.generated-contains",
                        "paraphrase.right-likelier",
                        "paraphrase.probability-margin",
                        "paraphrase.token-accuracy",
                        "paraphrase.all-tokens-accuracy",
                        "paraphrase.generated-exact",
                        "paraphrase.generated-contains",
                        "neighbour.right-likelier",
                        "neighbour.probability-margin",
                        "neighbour.token-accuracy",
                        "neighbour.all-tokens-accuracy",
                        "neighbour.generated-exact",
                        "neighbour.generated-contains",
                        "neighbour.token-stability",
                        "neighbour.generated-stability");
    }

    @Test
    void sorts_of_tests_have_sub_scores_and_several_of_them_a_mean() {
        assertThat(names(KNOWEDIT))
                .contains(
                        "portability[mean].token-accuracy",
                        "portability[Reasoning].token-accuracy",
                        "portability[Subject_Aliasing].token-accuracy",
                        "locality[Forgetfulness].token-accuracy",
                        "locality[Forgetfulness].token-stability")
                .doesNotContain("locality[mean].token-stability", "portability[Reasoning].token-stability");
    }

    @Test
    void teacher_forced_and_generated_accuracy_never_stand_alone() {
        List<String> names = names(COUNTERFACT, KNOWEDIT, edit(test(PromptRole.MULTI_HOP, "", 0)));

        assertThat(names)
                .filteredOn(name -> name.endsWith(".token-accuracy") && !name.startsWith("harmonic"))
                .isNotEmpty()
                .allSatisfy(name -> {
                    String of = name.substring(0, name.lastIndexOf('.'));
                    assertThat(names).contains(of + ".generated-exact", of + ".generated-contains");
                });
        assertThat(names)
                .filteredOn(name -> name.endsWith(".token-stability"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(names).contains(name.replace("token-stability", "generated-stability")));
    }

    @Test
    void the_order_of_records_changes_nothing() {
        List<ScoredEdit> edits = new ArrayList<>(List.of(
                KNOWEDIT,
                COUNTERFACT,
                edit(test(PromptRole.MULTI_HOP, "", 0)),
                edit(weighed(PromptRole.ATTRIBUTE, 0.5, 0.1))));
        List<String> names = Metrics.of(edits).stream().map(Quantity::name).toList();
        Collections.reverse(edits);

        assertThat(Metrics.of(edits)).extracting(Quantity::name).isEqualTo(names);
    }

    @Test
    void texts_have_entropies_and_perplexities() {
        RecordScore read = new RecordScore("1", List.of(), List.of(), List.of(new ReadText("neutral", 2, 10)));

        assertThat(Metrics.of(List.of(ScoredEdit.unedited(texts("1", "one")), ScoredEdit.unedited(read))))
                .extracting(Quantity::name)
                .containsExactly("text.ngram-entropy", "perplexity[neutral]");
    }

    @Test
    void every_quantity_says_what_it_computes_in_a_sentence() {
        assertThat(Metrics.of(List.of(COUNTERFACT, KNOWEDIT, ScoredEdit.unedited(texts("1", "one")))))
                .allSatisfy(quantity -> assertThat(quantity.definition()).matches("(?s)[A-Ze].{40,}\\."))
                .extracting(Quantity::definition)
                .as("no two of them the same")
                .doesNotHaveDuplicates();
    }

    @Test
    void the_papers_names_stand_beside_ours() {
        assertThat(Metrics.of(List.of(COUNTERFACT)))
                .filteredOn(quantity ->
                        quantity.fieldName().toUpperCase(Locale.ROOT).equals(quantity.fieldName()))
                .filteredOn(quantity -> !quantity.fieldName().isEmpty())
                .extracting(Quantity::fieldName)
                .containsExactly("S", "ES", "EM", "PS", "PM", "NS", "NM");
    }

    @Test
    void nothing_to_measure_is_refused() {
        assertThatThrownBy(() -> Metrics.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are no scored edits to measure");
    }

    private static List<String> names(ScoredEdit... edits) {
        return Metrics.of(List.of(edits)).stream().map(Quantity::name).toList();
    }

    private static ScoredEdit edit(PromptScore... prompts) {
        return ScoredEdit.unedited(record("1", prompts));
    }

    private static PromptScore test(PromptRole role, String group, int number) {
        return question(role, group, number, true, List.of(1, 9), "blue");
    }
}
