package dev.engram.models.score;

import dev.engram.models.LanguageModel;
import java.util.ArrayList;
import java.util.List;

/**
 * How surprised a model is by texts: e to the power of the mean negative log-likelihood of their tokens.
 *
 * @param meanNegativeLogLikelihood over all predicted tokens of all texts, in nats
 * @param tokens predicted ones: all but the first of each text
 */
public record Perplexity(double meanNegativeLogLikelihood, long tokens) {

    /** Most tokens that are read at once: GPT-2's context, so that a longer one alone makes no difference between models. */
    private static final int WINDOW = 1024;

    public Perplexity {
        if (!(meanNegativeLogLikelihood >= 0) || tokens < 1) {
            throw new IllegalArgumentException("a mean negative log-likelihood of " + meanNegativeLogLikelihood
                    + " over " + tokens + " tokens; they are at least 0 and at least 1");
        }
    }

    /**
     * The perplexity of texts. They are read in windows of at most 1,024 tokens, or the context's if that is shorter, one after the other:
     * every token but a text's first is predicted once, from what comes before it in the window.
     *
     * @throws IllegalArgumentException if there is no text, one has fewer than 2 tokens, or a token is not in the vocabulary
     * @throws ArithmeticException if the model's logits are not numbers
     */
    public static Perplexity of(LanguageModel model, List<List<Integer>> texts) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("a perplexity needs at least one text");
        }
        int window = Math.min(WINDOW, model.contextLength());
        List<Continuation> windows = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            List<Integer> text = texts.get(i);
            if (text.size() < 2) {
                throw new IllegalArgumentException("text " + i + " has " + text.size()
                        + " tokens; a perplexity needs at least 2, one of them predicted");
            }
            for (int first = 0; first < text.size() - 1; first += window) {
                int predicted = Math.min(text.size(), first + 1 + window);
                windows.add(new Continuation(text.subList(first, first + 1), text.subList(first + 1, predicted)));
            }
        }
        List<ContinuationScore> scores = TeacherForcing.score(model, windows);
        double logProbability =
                scores.stream().mapToDouble(ContinuationScore::logProbability).sum();
        long tokens = scores.stream().mapToLong(score -> score.tokens().size()).sum();
        return new Perplexity(-logProbability / tokens, tokens);
    }

    /** The perplexity itself, at least 1. */
    public double value() {
        return Math.exp(meanNegativeLogLikelihood);
    }
}
