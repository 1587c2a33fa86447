package dev.engram.eval.benchmark;

import dev.engram.models.score.Perplexity;

/**
 * How well a model predicts a text that it is given to read.
 *
 * @param text what the text is called
 * @param meanNegativeLogLikelihood of a token that follows another, in nats
 * @param tokens how many are predicted
 */
public record ReadText(String text, double meanNegativeLogLikelihood, long tokens) {

    public ReadText {
        if (!(meanNegativeLogLikelihood >= 0) || tokens < 1) {
            throw new IllegalArgumentException("the text '" + text + "' with a mean negative log-likelihood of "
                    + meanNegativeLogLikelihood + " over " + tokens + " tokens; they are at least 0 and at least 1");
        }
    }

    static ReadText of(String text, Perplexity perplexity) {
        return new ReadText(text, perplexity.meanNegativeLogLikelihood(), perplexity.tokens());
    }
}
