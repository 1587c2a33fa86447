package dev.engram.eval.metrics;

import dev.engram.eval.metrics.text.GeneratedText;
import dev.engram.eval.metrics.text.TfIdf;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Whether what a model writes about an edited subject is like texts about subjects that have the new answer by right: the cosine of their
 * TF-IDF vectors, all of a record's texts joined on either side (reference score of Meng et al. 2022). It exists only where the reference's own
 * texts, vocabulary and weights are at hand.
 *
 * @param weights the reference's vocabulary and inverse document frequencies
 * @param references by record id, the reference texts of its relation and new answer
 */
public record TextConsistency(TfIdf weights, Map<String, List<String>> references) implements Metric {

    public TextConsistency {
        references = references.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
        for (Map.Entry<String, List<String>> reference : references.entrySet()) {
            if (!weights.knowsWordOf(joined(reference.getValue()))) {
                throw new IllegalArgumentException("the reference texts of the record " + reference.getKey()
                        + " have no word of the vocabulary, so that nothing can be like them");
            }
        }
    }

    @Override
    public String name() {
        return "text.reference-cosine";
    }

    @Override
    public String fieldName() {
        return "RS, consistency";
    }

    @Override
    public String definition() {
        return "Cosine of the TF-IDF vectors of all texts that the model goes on with freely and of the reference's texts about subjects"
                + " that have the new answer by right, with the reference's vocabulary and inverse document frequencies; 0 for texts without"
                + " a word of it.";
    }

    /** Empty for records without texts, or without reference texts. */
    @Override
    public OptionalDouble of(ScoredEdit edit) {
        List<String> texts =
                edit.after().texts().stream().map(GeneratedText::cleaned).toList();
        List<String> reference = references.getOrDefault(edit.id(), List.of());
        return texts.isEmpty() || reference.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(weights.cosine(joined(texts), joined(reference)));
    }

    private static String joined(List<String> texts) {
        return String.join(" ", texts);
    }
}
