package dev.engram.eval.metrics;

import dev.engram.eval.benchmark.ReadText;
import java.util.OptionalDouble;

/**
 * How surprised the edited model is by a text that every record has it read: e to the power of the mean negative log-likelihood of a token
 * that follows another.
 *
 * @param text what the text is called
 */
public record TextPerplexity(String text) implements Metric {

    /** Of the exponent, in nats: far beyond any working model's, and far from where one broken edit would make a mean infinite. */
    private static final double MOST = 100;

    @Override
    public String name() {
        return "perplexity[" + text + "]";
    }

    @Override
    public String fieldName() {
        return "PPL";
    }

    @Override
    public String definition() {
        return "e to the power of the mean negative log-likelihood of a token of the text '" + text
                + "' that follows another; at most e^100.";
    }

    @Override
    public OptionalDouble of(ScoredEdit edit) {
        return edit.after().read().stream()
                .filter(read -> read.text().equals(text))
                .mapToDouble(ReadText::meanNegativeLogLikelihood)
                .map(likelihood -> Math.exp(Math.min(MOST, likelihood)))
                .findFirst();
    }
}
