package dev.engram.eval.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.datasets.EditCase;
import dev.engram.datasets.Neighbour;
import dev.engram.datasets.Rewrite;
import dev.engram.datasets.Template;
import dev.engram.eval.PieceTokenizer;
import dev.engram.models.SiteModel;
import dev.engram.models.TinyModels;
import dev.engram.models.engine.reference.ReferenceEngine;
import dev.engram.models.runtime.TransformerModel;
import dev.engram.testing.SeededCases;
import dev.engram.testing.Tolerances;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What random tiny models say, held against plain passes of one text each. */
class RecallProbeTest {

    private static final int GREEDY_TOKENS = 5;
    private static final PieceTokenizer TOKENIZER = new PieceTokenizer();

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(6);
    }

    private static SiteModel model(long seed) {
        return new TransformerModel(TOKENIZER, new ReferenceEngine(TinyModels.any(seed)));
    }

    /** A rewrite, two paraphrases and so many neighbours, every other one of which has an answer. */
    private static EditCase randomCase(long seed, Optional<String> oldAnswer, int neighbours) {
        Random random = new Random(seed);
        Rewrite rewrite = new Rewrite(new Template("b20{}" + words(random)), words(random), words(random));
        return new EditCase(
                "case " + seed,
                rewrite,
                oldAnswer,
                List.of("b21" + words(random), "b22" + words(random)),
                IntStream.range(0, neighbours)
                        .mapToObj(i -> new Neighbour(
                                "b23" + words(random), i % 2 == 0 ? Optional.of(words(random)) : Optional.empty()))
                        .toList());
    }

    /** One to three words, of one to three tokens each. */
    private static String words(Random random) {
        StringBuilder words = new StringBuilder();
        for (int word = random.nextInt(3); word >= 0; word--) {
            words.append(TOKENIZER.tokenText(random.nextInt(20)));
            for (int more = random.nextInt(3); more > 0; more--) {
                words.append(TOKENIZER.tokenText(20 + random.nextInt(20)));
            }
        }
        return words.toString();
    }

    private static List<PromptRecall> all(CaseRecall recall) {
        List<PromptRecall> all = new ArrayList<>(List.of(recall.rewrite()));
        all.addAll(recall.paraphrases());
        all.addAll(recall.neighbours());
        return all;
    }

    // --- plain passes

    private static float[] nextLogits(SiteModel model, List<Integer> tokens) {
        return model.nextTokenLogits(List.of(tokens)).get(0).toArray();
    }

    private static List<Integer> greedy(SiteModel model, String prompt, int tokens) {
        List<Integer> text = new ArrayList<>(TOKENIZER.encode(prompt).ids());
        int from = text.size();
        while (text.size() < from + tokens) {
            float[] logits = nextLogits(model, text);
            int best = 0;
            for (int i = 1; i < logits.length; i++) {
                best = logits[i] > logits[best] ? i : best;
            }
            text.add(best);
            if (best == PieceTokenizer.END) {
                break;
            }
        }
        return text.subList(from, text.size());
    }

    private static void assertScored(SiteModel model, String prompt, AnswerRecall recall) {
        List<Integer> text = new ArrayList<>(TOKENIZER.encode(prompt).ids());
        List<Integer> answer = TOKENIZER.encode(" " + recall.answer()).ids();
        double log = 0;
        for (int i = 0; i < answer.size(); i++) {
            float[] logits = nextLogits(model, text);
            float own = logits[answer.get(i)];
            double sum = 0;
            int likelier = 0;
            for (float logit : logits) {
                sum += Math.exp((double) logit - own);
                likelier += logit > own ? 1 : 0;
            }
            log -= Math.log(sum);
            if (i == 0) {
                assertThat(recall.rank()).as(recall.answer()).isEqualTo(1 + likelier);
            }
            text.add(answer.get(i));
        }
        assertThat(recall.probability())
                .as(recall.answer())
                .isCloseTo(Math.exp(log), within(Math.exp(log) * Tolerances.PLAIN_CELL));
        assertThat(recall.meanNegativeLogLikelihood()).isCloseTo(-log / answer.size(), within(Tolerances.PLAIN_CELL));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void probabilities_and_ranks_are_those_of_plain_passes(long seed) {
        try (SiteModel model = model(seed)) {
            EditCase asked = randomCase(seed, Optional.of("a07b31"), 6);

            for (PromptRecall recall : all(new RecallProbe(model, GREEDY_TOKENS).before(asked))) {
                assertScored(model, recall.prompt(), recall.newAnswer());
                assertScored(model, recall.prompt(), recall.oldAnswer());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void what_the_model_goes_on_with_is_what_it_chooses_token_by_token(long seed) {
        try (SiteModel model = model(seed)) {
            for (PromptRecall recall :
                    all(new RecallProbe(model, GREEDY_TOKENS).before(randomCase(seed, Optional.empty(), 6)))) {
                List<Integer> said = greedy(model, recall.prompt(), GREEDY_TOKENS);

                assertThat(recall.greedyText()).isEqualTo(TOKENIZER.decode(said));
                assertThat(recall.firstChoice()).isEqualTo(TOKENIZER.tokenText(said.get(0)));
            }
        }
    }

    @Test
    void prompts_are_asked_in_the_cases_order_and_all_for_its_target() {
        EditCase asked = randomCase(5, Optional.of("a07"), 3);
        try (SiteModel model = model(5)) {
            CaseRecall recall = new RecallProbe(model, GREEDY_TOKENS).before(asked);

            assertThat(recall.rewrite().prompt())
                    .isEqualTo(asked.rewrite().prompt().text());
            assertThat(recall.paraphrases()).extracting(PromptRecall::prompt).isEqualTo(asked.paraphrases());
            assertThat(recall.neighbours())
                    .extracting(PromptRecall::prompt)
                    .isEqualTo(
                            asked.neighbours().stream().map(Neighbour::prompt).toList());
            assertThat(all(recall))
                    .extracting(prompt -> prompt.newAnswer().answer())
                    .containsOnly(asked.rewrite().target().strip());
        }
    }

    @Test
    void many_prompts_are_answered_as_each_is_alone() {
        EditCase asked = randomCase(7, Optional.empty(), 70);
        try (SiteModel model = model(7)) {
            RecallProbe probe = new RecallProbe(model, GREEDY_TOKENS);
            CaseRecall together = probe.before(asked);

            for (int i = 0; i < 70; i++) {
                PromptRecall alone = probe.before(new EditCase(
                                "alone",
                                asked.rewrite(),
                                Optional.of("a01"),
                                List.of(),
                                List.of(asked.neighbours().get(i))))
                        .neighbours()
                        .get(0);

                assertSame(together.neighbours().get(i), alone);
            }
            assertSame(
                    together.rewrite(),
                    probe.before(new EditCase("alone", asked.rewrite(), Optional.empty(), List.of(), List.of()))
                            .rewrite());
        }
    }

    private static void assertSame(PromptRecall actual, PromptRecall expected) {
        assertThat(actual)
                .usingRecursiveComparison()
                .withComparatorForType(
                        (a, b) -> Math.abs(a - b) < Tolerances.DOUBLE_ROUNDING_RELATIVE ? 0 : 1, Double.class)
                .isEqualTo(expected);
    }

    // --- the old answer

    @Test
    void the_old_answer_is_the_known_one_for_the_rewrite_its_paraphrases_and_each_neighbour_that_has_one() {
        EditCase asked = randomCase(4, Optional.of("a07b31"), 2);
        try (SiteModel model = model(4)) {
            CaseRecall recall = new RecallProbe(model, GREEDY_TOKENS).before(asked);

            assertThat(recall.rewrite().oldAnswer().answer()).isEqualTo("a07b31");
            assertThat(recall.paraphrases())
                    .extracting(prompt -> prompt.oldAnswer().answer())
                    .containsOnly("a07b31");
            assertThat(recall.neighbours().get(0).oldAnswer().answer())
                    .isEqualTo(asked.neighbours().get(0).answer().orElseThrow());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void an_old_answer_that_is_not_known_is_the_first_word_that_the_model_says(long seed) {
        try (SiteModel model = model(seed)) {
            for (PromptRecall recall :
                    all(new RecallProbe(model, GREEDY_TOKENS).before(randomCase(seed, Optional.empty(), 0)))) {
                String word = FirstWord.of(greedy(model, recall.prompt(), GREEDY_TOKENS), TOKENIZER);

                assertThat(recall.oldAnswer().answer()).isEqualTo(word.isEmpty() ? named(recall) : word);
            }
        }
    }

    /** What shows as nothing, by its name. */
    private static String named(PromptRecall recall) {
        String name = recall.firstChoice();
        return name.isBlank() ? "'" + name + "'" : name;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void after_an_edit_the_same_answers_are_weighed_as_before(long seed) {
        EditCase asked = randomCase(seed, Optional.empty(), 4);
        try (SiteModel model = model(seed);
                SiteModel edited = model(seed + 3)) {
            CaseRecall before = new RecallProbe(model, GREEDY_TOKENS).before(asked);

            CaseRecall after = new RecallProbe(edited, GREEDY_TOKENS).after(asked, before);

            assertThat(all(after))
                    .extracting(prompt -> prompt.oldAnswer().answer())
                    .isEqualTo(all(before).stream()
                            .map(prompt -> prompt.oldAnswer().answer())
                            .toList());
            for (PromptRecall recall : all(after)) {
                assertScored(edited, recall.prompt(), recall.newAnswer());
                assertThat(recall.greedyText())
                        .isEqualTo(TOKENIZER.decode(greedy(edited, recall.prompt(), GREEDY_TOKENS)));
            }
        }
    }

    // --- whether the model says the new answer

    @Test
    void the_new_answer_is_said_where_greedy_decoding_goes_on_with_all_of_its_tokens() {
        try (SiteModel model = model(6)) {
            String prompt = promptBeforeAWord(model);
            List<Integer> said = greedy(model, prompt, 3);

            assertThat(recall(model, prompt, said).saysNew()).isTrue();
            assertThat(recall(model, prompt, said.subList(0, 1)).saysNew()).isTrue();
            assertThat(recall(model, prompt, List.of((said.get(0) + 1) % 20)).saysNew())
                    .isFalse();
            List<Integer> otherEnd = List.of(said.get(0), said.get(1), 20 + (said.get(2) + 1) % 20);
            assertThat(recall(model, prompt, otherEnd).saysNew()).isFalse();
        }
    }

    @Test
    void an_answer_longer_than_what_was_decoded_is_not_said() {
        try (SiteModel model = model(6)) {
            String prompt = promptBeforeAWord(model);

            PromptRecall recall = new RecallProbe(model, 2)
                    .before(asking(prompt, TOKENIZER.decode(greedy(model, prompt, 3))))
                    .rewrite();

            assertThat(recall.greedyText()).isEqualTo(TOKENIZER.decode(greedy(model, prompt, 2)));
            assertThat(recall.saysNew()).isFalse();
        }
    }

    private static PromptRecall recall(SiteModel model, String prompt, List<Integer> target) {
        return new RecallProbe(model, 3)
                .before(asking(prompt, TOKENIZER.decode(target)))
                .rewrite();
    }

    private static EditCase asking(String prompt, String target) {
        Rewrite rewrite = Rewrite.of(prompt, prompt.substring(0, 3), target);
        return new EditCase("asked", rewrite, Optional.of("a00"), List.of(), List.of());
    }

    /** A prompt after which the model says a word that brings its space and two parts of it, so that its text has these tokens alone. */
    private static String promptBeforeAWord(SiteModel model) {
        for (int first = 20; first < 40; first++) {
            for (int second = 0; second < 40; second++) {
                String prompt = TOKENIZER.decode(List.of(first, second));
                List<Integer> said = greedy(model, prompt, 3);
                if (said.size() == 3 && said.get(0) < 20 && said.get(1) < 40 && said.get(2) < 40) {
                    return prompt;
                }
            }
        }
        throw new AssertionError("the model says no word after any prompt");
    }

    // --- refused

    @Test
    void a_prompt_longer_than_the_context_is_refused_with_both_numbers() {
        EditCase asked = asking("b20" + " a01".repeat(TinyModels.CONTEXT), "a02");
        try (SiteModel model = model(6)) {
            assertThatThrownBy(() -> new RecallProbe(model, 3).before(asked))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("25 tokens is longer than the model's context of 24");
        }
    }
}
