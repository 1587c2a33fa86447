package dev.engram.eval.metrics.text;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Vectors of texts by a given vocabulary: how often a text has each word, times the word's inverse document frequency. Words are runs of at
 * least two letters, digits or underscores, in lower case; others than the vocabulary's are left out. As scikit-learn's TfidfVectorizer does by
 * default, whose vectors differ by their length alone, which a cosine does not see. {@link TfIdfFiles} reads one.
 *
 * @param weights the inverse document frequency of each word of the vocabulary, above 0
 */
public record TfIdf(Map<String, Double> weights) {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]{2,}");

    public TfIdf {
        weights = Map.copyOf(weights);
        weights.forEach((word, weight) -> {
            if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "the word '" + word + "' has an inverse document frequency of " + weight + ", not above 0");
            }
        });
        if (weights.isEmpty()) {
            throw new IllegalArgumentException("a vocabulary without words");
        }
    }

    /** Whether a text's vector is other than zero. */
    public boolean knowsWordOf(String text) {
        return !vector(text).isEmpty();
    }

    /** The cosine of two texts' vectors, from 0 to 1; 0 where one of them has no word of the vocabulary. */
    public double cosine(String one, String other) {
        Map<String, Double> a = vector(one);
        Map<String, Double> b = vector(other);
        if (a.isEmpty() || b.isEmpty()) {
            return 0;
        }
        double product = 0;
        for (Map.Entry<String, Double> word : a.entrySet()) {
            product += word.getValue() * b.getOrDefault(word.getKey(), 0.0);
        }
        return Math.min(1, product / (norm(a) * norm(b)));
    }

    private Map<String, Double> vector(String text) {
        Map<String, Double> vector = new TreeMap<>(); // sums in one order
        Matcher word = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (word.find()) {
            Double weight = weights.get(word.group());
            if (weight != null) {
                vector.merge(word.group(), weight, Double::sum);
            }
        }
        return vector;
    }

    private static double norm(Map<String, Double> vector) {
        return Math.sqrt(
                vector.values().stream().mapToDouble(value -> value * value).sum());
    }
}
