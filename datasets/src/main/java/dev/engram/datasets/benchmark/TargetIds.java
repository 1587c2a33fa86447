package dev.engram.datasets.benchmark;

/**
 * What Wikidata calls a rewrite's relation and its new object, by which texts about other subjects of that object are found (CounterFact's
 * attribute snippets).
 *
 * @param relation such as {@code P103}
 * @param object such as {@code Q1860}
 */
public record TargetIds(String relation, String object) {

    public TargetIds {
        if (relation.isBlank() || object.isBlank()) {
            throw new IllegalArgumentException(
                    "the ids of a target need both parts: relation '" + relation + "', object '" + object + "'");
        }
    }
}
