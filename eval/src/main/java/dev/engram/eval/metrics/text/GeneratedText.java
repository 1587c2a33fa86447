package dev.engram.eval.metrics.text;

import java.text.Normalizer;

/** Generated text as the reference's metrics take it. */
public final class GeneratedText {

    private GeneratedText() {}

    /** In Unicode's form NFKD, with a space for each blank line. */
    public static String cleaned(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD).replace("\n\n", " ");
    }
}
