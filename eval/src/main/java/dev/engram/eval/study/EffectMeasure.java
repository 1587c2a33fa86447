package dev.engram.eval.study;

import java.util.List;

/** What a layer's tracing effect is: a share of the total effect, at one token of the subject or another. */
public enum EffectMeasure {
    /** At the subject's last token, where methods like ROME edit. */
    LAST_SUBJECT_TOKEN("last subject token"),
    /** The largest among all tokens of the subject. */
    LARGEST_OF_SUBJECT("largest of the subject");

    private final String label;

    EffectMeasure(String label) {
        this.label = label;
    }

    /** In a few words. */
    public String label() {
        return label;
    }

    /** The share of the total effect that restoring a layer brings back: (restored - corrupted) / (clean - corrupted). */
    public double of(FactEffects effects, int layer) {
        List<Double> byLayer = this == LAST_SUBJECT_TOKEN ? effects.lastSubjectToken() : effects.largestOfSubject();
        return byLayer.get(layer) / effects.totalEffect();
    }
}
