package dev.engram.eval.study;

import java.util.OptionalDouble;

/** What the success of an edit is measured by (Hase et al. 2023, section 3). */
public enum SuccessMeasure {
    /** How far the new answer came towards certainty after the rewrite's prompt. */
    REWRITE("rewrite score"),
    /** The same after paraphrases. */
    PARAPHRASE("paraphrase score"),
    /** How far neighbours' own answers kept their probabilities. */
    NEIGHBOURHOOD("neighbourhood score");

    private final String label;

    SuccessMeasure(String label) {
        this.label = label;
    }

    /** The name in texts. */
    public String label() {
        return label;
    }

    /** Empty where the fact has no prompts for it. */
    public OptionalDouble of(LayerEdit edit) {
        return switch (this) {
            case REWRITE -> OptionalDouble.of(edit.rewriteScore());
            case PARAPHRASE -> edit.paraphraseScore();
            case NEIGHBOURHOOD -> edit.neighbourhoodScore();
        };
    }
}
