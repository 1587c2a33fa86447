package dev.engram.training.bpe;

import java.util.List;

/**
 * A learned vocabulary.
 *
 * @param tokens by id: the begin-of-text token, the 256 bytes, then one token for each merge
 * @param merges the pairs that become one token, first learned first
 */
public record BpeVocabulary(List<String> tokens, List<Merge> merges) {

    public BpeVocabulary {
        tokens = List.copyOf(tokens);
        merges = List.copyOf(merges);
    }

    /** Two neighbouring symbols. */
    public record Merge(String left, String right) {
        String merged() {
            return left + right;
        }
    }

    public int size() {
        return tokens.size();
    }

    public String beginOfText() {
        return tokens.get(0);
    }
}
