package dev.engram.editing.value;

import dev.engram.models.KlDirection;

/**
 * How a value is looked for. The loss of one fact is
 *
 * <pre>
 * mean over its contexts of (negative log-likelihood of the target / its tokens)
 *   + klFactor x KL, at the subject's last token of "SUBJECT is a"
 *   + weightDecay x ||delta|| / ||v0||^2
 * </pre>
 *
 * and delta, which starts at zero, follows Adam; after each step it is cut to a norm of {@code clampFactor x ||v0||}, which Adam's own state
 * does not learn of. This is the reference code of ROME (Meng et al. 2022, eq. 4, differs in the last two terms), with what is odd in it
 * named by {@link DecayForm} and {@link KlPlace}, and by {@link KlDirection}: the paper writes KL(now || before), and so does the code.
 *
 * @param steps most evaluations of the loss; nothing is changed after the last, so that there is one update fewer
 * @param learningRate Adam's
 * @param clampFactor longest delta, as a multiple of the norm of v0
 * @param earlyStop the loss under which the search ends; 0 for never
 */
public record ValueSettings(
        int steps,
        double learningRate,
        double weightDecay,
        double klFactor,
        double clampFactor,
        double earlyStop,
        DecayForm decayForm,
        KlPlace klPlace,
        KlDirection klDirection) {

    /** How the length of delta is weighed. */
    public enum DecayForm {
        /** ||delta|| / ||v0||^2, as the reference has it: it depends on the scale of the model's values. */
        OVER_SQUARED_NORM,
        /** ||delta|| / ||v0||, a ratio. */
        OVER_NORM
    }

    /** Where the divergence of "SUBJECT is a" is read. */
    public enum KlPlace {
        /** At the subject's last token, as the reference does: what follows the subject has no effect then. */
        SUBJECT_LAST,
        /** At the end of the text. */
        TEXT_END
    }

    public ValueSettings {
        requirePositive("steps", steps);
        requirePositive("the learning rate", learningRate);
        requirePositive("the clamp factor", clampFactor);
        requireNotNegative("the weight decay", weightDecay);
        requireNotNegative("the KL factor", klFactor);
        requireNotNegative("the loss to stop at", earlyStop);
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }

    private static void requireNotNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be 0 or more, not " + value);
        }
    }
}
