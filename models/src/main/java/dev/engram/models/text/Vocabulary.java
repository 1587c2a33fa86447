package dev.engram.models.text;

import java.util.Map;
import java.util.OptionalInt;

/**
 * What the native binding does not tell about a tokenizer: how many ids there are, and the tokens that were added to its model.
 *
 * @param size one more than the highest id
 * @param added the text of each token that is found in a text as it stands, special ones among them, by id
 */
record Vocabulary(int size, Map<Integer, String> added) {

    Vocabulary {
        added = Map.copyOf(added);
    }

    OptionalInt idOfAdded(String text) {
        return added.entrySet().stream()
                .filter(token -> token.getValue().equals(text))
                .mapToInt(Map.Entry::getKey)
                .min();
    }
}
