package dev.engram.models.text;

import java.util.List;
import java.util.stream.Stream;

/**
 * Reads tokens as they go on after others. Decoders of SentencePiece's tokenizers take the space off that begins a text, and so off the
 * tokens of a continuation; here a word stands before them, and is taken off instead.
 */
final class ContinuedText {

    private static final String WORD = "a";

    private final NativeTokenizer binding;
    private final List<Integer> word;

    private ContinuedText(NativeTokenizer binding, List<Integer> word) {
        this.binding = binding;
        this.word = word;
    }

    static ContinuedText of(NativeTokenizer binding) {
        try {
            List<Integer> word =
                    binding.encode(WORD).stream().map(NativeTokenizer.Piece::id).toList();
            return new ContinuedText(binding, binding.decode(word, true).equals(WORD) ? word : List.of());
        } catch (IllegalArgumentException e) { // has no token for it
            return new ContinuedText(binding, List.of());
        }
    }

    String decode(List<Integer> ids, boolean skipSpecialTokens) {
        String whole = binding.decode(Stream.concat(word.stream(), ids.stream()).toList(), skipSpecialTokens);
        // A word in bytes is no longer one where bytes follow that are no character.
        return !word.isEmpty() && whole.startsWith(WORD)
                ? whole.substring(WORD.length())
                : binding.decode(ids, skipSpecialTokens);
    }
}
