package dev.engram.eval.metrics.text;

import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether a text contains an answer as whole words: in whatever case, with whatever spaces and line ends between its words, composed or
 * decomposed. Where the answer begins or ends with a letter or digit, none may touch it there, other than letters of scripts that are
 * written without spaces.
 */
public final class Mention {

    private static final String WORD_CHARACTER = "[\\p{L}\\p{M}\\p{N}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}"
            + "\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}]]";
    private static final Pattern BEGINS_WITH_WORD = Pattern.compile("^" + WORD_CHARACTER);
    private static final Pattern ENDS_WITH_WORD = Pattern.compile(WORD_CHARACTER + "$");
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    private Mention() {}

    /**
     * Whether any of the answers is in the text.
     *
     * @throws IllegalArgumentException if an answer is blank
     */
    public static boolean in(String text, List<String> answers) {
        String normal = normal(text);
        return answers.stream()
                .anyMatch(answer -> pattern(answer).matcher(normal).find());
    }

    private static Pattern pattern(String answer) {
        String normal = normal(answer).strip();
        if (normal.isEmpty()) {
            throw new IllegalArgumentException("a blank answer is looked for, which every text contains");
        }
        return Pattern.compile(
                (BEGINS_WITH_WORD.matcher(normal).find() ? "(?<!" + WORD_CHARACTER + ")" : "")
                        + Pattern.quote(normal)
                        + (ENDS_WITH_WORD.matcher(normal).find() ? "(?!" + WORD_CHARACTER + ")" : ""),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static String normal(String text) {
        return SPACES.matcher(Normalizer.normalize(text, Normalizer.Form.NFC)).replaceAll(" ");
    }
}
