package dev.engram.tracing.patching;

import dev.engram.models.text.Token;
import dev.engram.models.text.TokenSequence;
import java.util.List;
import java.util.stream.IntStream;

/** The tokens of a {@link PromptPair}: T each, so that a position of one is the same place in the other, and not the same ones. */
public record TokenPair(TokenSequence clean, TokenSequence corrupted) {

    public TokenPair {
        if (clean.length() != corrupted.length()) {
            throw new IllegalArgumentException(unequal(clean, corrupted));
        }
        if (clean.ids().equals(corrupted.ids())) {
            throw new IllegalArgumentException("both prompts have the tokens " + clean.display()
                    + "; runs that do not differ have nothing to put into each other");
        }
    }

    /** T. */
    public int length() {
        return clean.length();
    }

    public boolean differsAt(int position) {
        return clean.tokens().get(position).id()
                != corrupted.tokens().get(position).id();
    }

    /** The first position with different tokens: all values before it are the same in both runs. */
    public int firstDifference() {
        return IntStream.range(0, length()).filter(this::differsAt).findFirst().orElseThrow();
    }

    /** Both tokenisations, and what is left of each without its common beginning and end. */
    private static String unequal(TokenSequence clean, TokenSequence corrupted) {
        List<Integer> cleanIds = clean.ids();
        List<Integer> corruptedIds = corrupted.ids();
        int shorter = Math.min(clean.length(), corrupted.length());
        int start = 0;
        while (start < shorter && cleanIds.get(start).equals(corruptedIds.get(start))) {
            start++;
        }
        int end = 0;
        while (end < shorter - start
                && cleanIds.get(clean.length() - 1 - end).equals(corruptedIds.get(corrupted.length() - 1 - end))) {
            end++;
        }
        return "the clean prompt has " + clean.length() + " tokens, " + clean.display() + ", and the corrupted one "
                + corrupted.length() + ", " + corrupted.display() + "; patching needs equally many, and from position "
                + start + " on " + part(clean, start, end) + " stands against " + part(corrupted, start, end);
    }

    private static String part(TokenSequence all, int start, int end) {
        List<Token> tokens = all.tokens().subList(start, all.length() - end);
        return tokens.isEmpty()
                ? "nothing"
                : new TokenSequence(all.text(), tokens).display() + " (" + tokens.size() + ")";
    }
}
