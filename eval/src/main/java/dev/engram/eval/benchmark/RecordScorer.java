package dev.engram.eval.benchmark;

import dev.engram.datasets.benchmark.BenchmarkRecord;
import dev.engram.eval.recall.AnsweredText;
import dev.engram.models.SiteModel;
import dev.engram.models.generation.Generation;
import dev.engram.models.generation.GenerationRequest;
import dev.engram.models.generation.Sampling;
import dev.engram.models.score.Continuation;
import dev.engram.models.score.ContinuationScore;
import dev.engram.models.score.Perplexity;
import dev.engram.models.score.TeacherForcing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
    private final Map<String, List<Integer>> given;

    /**
     * A scorer of a model, edited or not.
     *
     * @param greedyTokens how many tokens the model goes on with after each prompt, at least
     * @param seed of the texts that are sampled
     */
    public RecordScorer(SiteModel model, int greedyTokens, long seed) {
        this(model, greedyTokens, seed, Map.of());
    }

    private RecordScorer(SiteModel model, int greedyTokens, long seed, Map<String, List<Integer>> given) {
        this.model = model;
        this.greedyTokens = greedyTokens;
        this.seed = seed;
        this.given = given;
    }

    /**
     * One that has the model read a text, too, with each record.
     *
     * @param name what the text is called, other than those before it
     * @param text of two tokens at least
     */
    public RecordScorer reading(String name, String text) {
        Map<String, List<Integer>> more = new TreeMap<>(given);
        more.put(name, model.tokenizer().encode(text).ids());
        return new RecordScorer(model, greedyTokens, seed, more);
    }

    /** What the model says now. */
    public RecordScore score(BenchmarkRecord record) {
        List<AskedPrompt> asked = RecordQuestions.of(record);
        List<List<AnswerScore>> answers = weigh(asked);
        List<GenerationRequest> requests = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            requests.add(greedily(asked.get(i), answers.get(i)));
        }
        List<Generation> greedy = model.generate(requests);
        List<PromptScore> prompts = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            List<Integer> said = greedy.get(i).tokens();
            prompts.add(new PromptScore(
                    asked.get(i), answers.get(i), model.tokenizer().decode(said), said));
        }
        List<ReadText> read = given.entrySet().stream()
                .map(text -> ReadText.of(text.getKey(), Perplexity.of(model, List.of(text.getValue()))))
                .toList();
        return new RecordScore(record.id(), prompts, texts(record.openings()), read);
    }

    /** How likely the model finds the scored answers of each prompt, all in shared passes; nothing is generated. */
    public List<List<AnswerScore>> weigh(List<AskedPrompt> asked) {
        List<ContinuationScore> scores = TeacherForcing.score(
                model,
                asked.stream()
                        .flatMap(prompt -> prompt.scored().stream().map(answer -> continuation(prompt, answer)))
                        .toList());
        List<List<AnswerScore>> weighed = new ArrayList<>();
        int next = 0;
        for (AskedPrompt prompt : asked) {
            List<AnswerScore> answers = new ArrayList<>();
            for (String answer : prompt.scored()) {
                answers.add(AnswerScore.of(answer, scores.get(next++)));
            }
            weighed.add(answers);
        }
        return weighed;
    }

    private Continuation continuation(AskedPrompt asked, String answer) {
        AnsweredText text = AnsweredText.of(asked.prompt(), answer, model.tokenizer());
        return new Continuation(text.promptIds(), text.answerIds());
    }

    private GenerationRequest greedily(AskedPrompt asked, List<AnswerScore> answers) {
        int longest = answers.stream()
                .mapToInt(answer -> answer.tokens().size())
                .max()
                .orElse(0);
        return new GenerationRequest(
                model.tokenizer().encode(asked.prompt()).ids(),
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
