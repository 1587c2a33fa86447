package dev.engram.eval.metrics.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words as the Penn Treebank counts them, which is what the reference takes them from NLTK for: punctuation, brackets, quotes and signs are
 * words of their own, but not the comma or colon in a number; {@code don't} is {@code do n't}, {@code it's} is {@code it 's}, {@code cannot}
 * is {@code can not}; a period is a word of its own where it ends a sentence, and elsewhere part of its word. Double quotes that open are
 * told from those that close.
 *
 * <p>Where sentences end NLTK has learned from text, and here there are rules: a period ends one at the end of the text, and before a word
 * that does not begin with a small letter, unless it is part of initials or of a known abbreviation.
 */
final class TreebankWords {

    private static final String SIGNS = ";@#$%&?!*\\[\\](){}<>\"«»“”‘’„`\\u2012-\\u2015";
    private static final String PIECES = "\\.{2,}|--|''|[,:](?!\\d)";
    private static final Pattern TOKEN =
            Pattern.compile("``|" + PIECES + "|[" + SIGNS + "]|(?:(?!" + PIECES + ")[^\\s" + SIGNS + "])+");
    private static final Pattern OPENED_BEFORE = Pattern.compile("[\\s(\\[{<]");
    private static final Pattern LEADING_QUOTE = Pattern.compile(
            "'(?!(?:re|ve|ll|m|t|s|d|n)(?![\\p{L}\\p{N}_]))(?=[\\p{L}\\p{N}_])", Pattern.CASE_INSENSITIVE);
    private static final Pattern CLITIC =
            Pattern.compile("(.*[^'])('(?:s|m|d|ll|re|ve)?|n't)", Pattern.CASE_INSENSITIVE);
    private static final Pattern RUN_TOGETHER = Pattern.compile(
            "(can)(not)|(d)('ye)|(gim)(me)|(gon)(na)|(got)(ta)|(lem)(me)|(more)('n)|(wan)(na)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern INITIALS = Pattern.compile("\\p{L}(?:\\.\\p{L})*");
    private static final Set<String> CLOSING = Set.of("''", "'", "\"", ")", "]", "}", ">", "»", "”", "’");
    private static final Set<String> ABBREVIATIONS = Set.of(
            "mr", "mrs", "ms", "dr", "prof", "rev", "hon", "st", "jr", "sr", "gen", "col", "maj", "capt", "lt", "sgt",
            "gov", "sen", "rep", "pres", "inc", "ltd", "co", "corp", "bros", "vs", "fig", "dept", "univ", "jan", "feb",
            "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "mt", "ft", "ave", "blvd", "rd");

    private final List<String> words = new ArrayList<>();

    private TreebankWords() {}

    /** The words of a text, in order. */
    static List<String> of(String text) {
        TreebankWords found = new TreebankWords();
        List<String> pieces = pieces(text);
        for (int i = 0; i < pieces.size(); i++) {
            found.add(pieces.get(i), endsSentence(pieces, i));
        }
        return found.words;
    }

    /** Signs, and what stands between them and spaces; quotes that open as two backquotes, those that close as two quotes. */
    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            String piece = token.group();
            boolean opens = token.start() == 0
                    || OPENED_BEFORE
                            .matcher(text.substring(token.start() - 1, token.start()))
                            .matches();
            boolean quote = piece.equals("\"") || piece.equals("''");
            pieces.add(quote ? (opens ? "``" : "''") : piece);
        }
        return pieces;
    }

    private static boolean endsSentence(List<String> pieces, int index) {
        String word = pieces.get(index);
        if (!word.endsWith(".") || word.length() == 1 || word.endsWith("..")) {
            return false;
        }
        int next = index + 1;
        while (next < pieces.size() && CLOSING.contains(pieces.get(next))) {
            next++;
        }
        if (next == pieces.size()) {
            return true;
        }
        String before = word.substring(0, word.length() - 1).toLowerCase(Locale.ROOT);
        return !Character.isLowerCase(pieces.get(next).codePointAt(0))
                && !INITIALS.matcher(before).matches()
                && !ABBREVIATIONS.contains(before);
    }

    private void add(String piece, boolean endsSentence) {
        if (endsSentence) {
            add(piece.substring(0, piece.length() - 1), false);
            words.add(".");
            return;
        }
        Matcher quote = LEADING_QUOTE.matcher(piece);
        if (quote.lookingAt()) {
            words.add("'");
            add(piece.substring(1), false);
            return;
        }
        Matcher clitic = CLITIC.matcher(piece);
        if (clitic.matches()) {
            add(clitic.group(1), false);
            words.add(clitic.group(2));
            return;
        }
        Matcher together = RUN_TOGETHER.matcher(piece);
        if (together.matches()) {
            for (int group = 1; group <= together.groupCount(); group++) {
                if (together.group(group) != null) {
                    words.add(together.group(group));
                }
            }
            return;
        }
        words.add(piece);
    }
}
