package dev.engram.eval.metrics.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A text's n-grams of words.
 *
 * @param words in their order; what a word is, {@link TreebankWords} says
 */
public record NGrams(List<String> words) {

    public NGrams {
        words = List.copyOf(words);
    }

    /** Those of a generated text, {@linkplain GeneratedText#cleaned cleaned}. */
    public static NGrams of(String text) {
        return new NGrams(TreebankWords.of(GeneratedText.cleaned(text)));
    }

    /**
     * The entropy of the n-grams by how often the text has each, in bits: - sum f log2 f. 0 for a text shorter than n words, as a sum of
     * nothing.
     *
     * @param n at least 1
     */
    public double entropy(int n) {
        Map<List<String>, Integer> counts = new HashMap<>();
        int total = Math.max(0, words.size() - n + 1);
        IntStream.range(0, total).forEach(i -> counts.merge(words.subList(i, i + n), 1, Integer::sum));
        return counts.values().stream()
                .sorted() // rounding must not depend on hashes
                .mapToDouble(count -> (double) count / total)
                .map(share -> share * Math.log(1 / share) / Math.log(2))
                .sum();
    }
}
