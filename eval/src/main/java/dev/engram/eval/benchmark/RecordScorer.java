package dev.engram.eval.benchmark;

import dev.engram.datasets.benchmark.BenchmarkRecord;
import dev.engram.eval.recall.AnsweredText;
import dev.engram.models.SiteModel;
import dev.engram.models.generation.Generation;
import dev.engram.models.generation.GenerationRequest;
import dev.engram.models.generation.Sampling;
import dev.engram.models.score.Continuation;
import dev.engram.models.score.ContinuationScore;
import dev.engram.models.score.TeacherForcing;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a model all that a record asks: every answer of every prompt scored in shared passes, and every prompt gone on with greedily, side by
 * side. Used by the model's thread.
 */
public final class RecordScorer {

    /** CounterFact's texts: as many tokens, the opening's included, sampled from as many of the likeliest (rome's generate.py). */
    private static final int TEXT_TOKENS = 100;

    private static final int TEXT_CHOICES = 5;

    private final SiteModel model;
    private final int greedyTokens;
    private final long seed;

    /**
     * A scorer of a model, edited or not.
     *
     * @param greedyTokens how many tokens the model goes on with after each prompt, at least
     * @param seed of the texts that are sampled
     */
    public RecordScorer(SiteModel model, int greedyTokens, long seed) {
        this.model = model;
        this.greedyTokens = greedyTokens;
        this.seed = seed;
    }

    /** What the model says now. */
    public RecordScore score(BenchmarkRecord record) {
        List<AskedPrompt> asked = RecordQuestions.of(record);
        List<Encoded> encoded = asked.stream().map(this::encode).toList();
        List<ContinuationScore> scores = TeacherForcing.score(
                model,
                encoded.stream()
                        .flatMap(prompt -> prompt.continuations().stream())
                        .toList());
        List<Generation> greedy =
                model.generate(encoded.stream().map(this::greedily).toList());
        List<PromptScore> prompts = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < asked.size(); i++) {
            List<AnswerScore> answers = new ArrayList<>();
            for (String answer : asked.get(i).scored()) {
                answers.add(AnswerScore.of(answer, scores.get(next++)));
            }
            List<Integer> said = greedy.get(i).tokens();
            prompts.add(new PromptScore(asked.get(i), answers, model.tokenizer().decode(said), said));
        }
        return new RecordScore(record.id(), prompts, texts(record.openings()));
    }

    /**
     * A prompt and its answers as tokens.
     *
     * @param continuations one for each scored answer
     */
    private record Encoded(List<Integer> prompt, List<Continuation> continuations) {}

    private Encoded encode(AskedPrompt asked) {
        return new Encoded(
                model.tokenizer().encode(asked.prompt()).ids(),
                asked.scored().stream()
                        .map(answer -> continuation(asked.prompt(), answer))
                        .toList());
    }

    private Continuation continuation(String prompt, String answer) {
        AnsweredText text = AnsweredText.of(prompt, answer, model.tokenizer());
        return new Continuation(text.promptIds(), text.answerIds());
    }

    private GenerationRequest greedily(Encoded prompt) {
        int longest = prompt.continuations().stream()
                .mapToInt(answer -> answer.tokens().size())
                .max()
                .orElse(0);
        return new GenerationRequest(
                prompt.prompt(),
                Math.max(greedyTokens, longest),
                model.tokenizer().endOfTextIds(),
                new Sampling.Greedy());
    }

    private List<String> texts(List<String> openings) {
        if (openings.isEmpty()) {
            return List.of();
        }
        List<GenerationRequest> requests = new ArrayList<>();
        for (int i = 0; i < openings.size(); i++) {
            List<Integer> opening = model.tokenizer().encode(openings.get(i)).ids();
            requests.add(new GenerationRequest(
                    opening,
                    Math.max(1, TEXT_TOKENS - opening.size()),
                    model.tokenizer().endOfTextIds(),
                    new Sampling.Random(1, TEXT_CHOICES, 1, seed + i)));
        }
        List<Generation> written = model.generate(requests);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < openings.size(); i++) {
            texts.add(openings.get(i) + model.tokenizer().decode(written.get(i).tokens()));
        }
        return texts;
    }
}
