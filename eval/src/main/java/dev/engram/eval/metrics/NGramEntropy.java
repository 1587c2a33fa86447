package dev.engram.eval.metrics;

import dev.engram.eval.metrics.text.NGrams;
import java.util.OptionalDouble;

/**
 * How varied the texts are that a model goes on with freely: low where it repeats itself. The mean over a record's texts of the mean of
 * 2/3 H2 and 4/3 H3, that is H2/3 + 2 H3/3, with H_n the entropy of a text's n-grams of words in bits (generation entropy of Meng et al.
 * 2022 as its code has it; {@link NGrams} says what a word is).
 */
public record NGramEntropy() implements Metric {

    @Override
    public String name() {
        return "text.ngram-entropy";
    }

    @Override
    public String fieldName() {
        return "GE, fluency";
    }

    @Override
    public String definition() {
        return "Mean over the texts that the model goes on with freely, their openings included, of H2/3 + 2 H3/3, with H_n the entropy"
                + " of a text's n-grams of words in bits.";
    }

    @Override
    public OptionalDouble of(ScoredEdit edit) {
        return edit.after().texts().stream()
                .mapToDouble(text -> {
                    NGrams words = NGrams.of(text);
                    return words.entropy(2) / 3 + 2 * words.entropy(3) / 3;
                })
                .average();
    }
}
