package dev.engram.tracing.patching;

import java.util.Locale;

/**
 * What a patch is measured by: logit(answer) - logit(foil) at the last position, of both runs with nothing patched, in nats (which is also the
 * difference of their log-probabilities).
 */
public record LogitDifferences(double clean, double corrupted) {

    /**
     * The least distance of the two for a patch to be measured by it, in nats. Two runs that are nearer agree on the odds of answer and foil
     * within a tenth, so there is no behaviour to explain; and rounding errors of logits, up to 2e-3 between implementations on real models,
     * would no longer be a few hundredths of the scale at most.
     */
    public static final double LEAST_GAP = 0.1;

    public LogitDifferences {
        if (!Double.isFinite(clean) || !Double.isFinite(corrupted)) {
            throw new ArithmeticException("the logit differences " + clean + " (clean) and " + corrupted
                    + " (corrupted) are not both finite: the model's weights hold NaN or infinity, or overflow");
        }
        if (Math.abs(clean - corrupted) < LEAST_GAP) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "the logit difference of answer and foil is %.4f in the clean run and %.4f in the corrupted one; they lie "
                            + "%.4f apart and need %s for patches to be measured by them: choose prompts, or an answer and a "
                            + "foil, on which the runs disagree",
                    clean,
                    corrupted,
                    Math.abs(clean - corrupted),
                    LEAST_GAP));
        }
    }

    /** Clean minus corrupted; negative where the clean run favours the foil more. */
    public double gap() {
        return clean - corrupted;
    }

    /**
     * How far a patch brought a run towards the other one, whose values it got: 0 not at all, 1 all the way; under 0 away from it, over 1
     * beyond it. That is (LD - corrupted) / (clean - corrupted) for denoising, (clean - LD) / (clean - corrupted) for noising.
     *
     * @param patched LD, the logit difference of the patched run
     */
    public double share(PatchDirection direction, double patched) {
        double from = direction == PatchDirection.DENOISE ? corrupted : clean;
        double to = direction == PatchDirection.DENOISE ? clean : corrupted;
        return (patched - from) / (to - from) + 0.0; // no effect is 0 and never -0
    }
}
