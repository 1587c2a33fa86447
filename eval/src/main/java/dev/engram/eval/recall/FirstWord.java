package dev.engram.eval.recall;

import dev.engram.models.text.Tokenizer;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The first word that a model goes on with: its first token, and those after it up to the next that begins with white space, is punctuation or a
 * special token. {@code " P", "aris", ",", " which"} is Paris, {@code " Saint", "-", "Denis"} is Saint.
 */
final class FirstWord {

    private static final Pattern AFTER_A_WORD = Pattern.compile("(?Us)\\s.*|\\p{P}+\\s*");

    private FirstWord() {}

    /**
     * The word without space around it; empty if it shows as nothing.
     *
     * @param continuation tokens, at least one
     */
    static String of(List<Integer> continuation, Tokenizer tokenizer) {
        // Tokens show what they are only among others: alone, some lose their space, and parts of a character are none.
        String word = tokenizer.decode(continuation.subList(0, 1));
        for (int end = 2; end <= continuation.size(); end++) {
            String longer = tokenizer.decode(continuation.subList(0, end));
            if (longer.startsWith(word) && isAfter(longer.substring(word.length()))) {
                break;
            }
            word = longer;
        }
        return word.strip();
    }

    private static boolean isAfter(String added) {
        return added.isEmpty() || AFTER_A_WORD.matcher(added).matches();
    }
}
