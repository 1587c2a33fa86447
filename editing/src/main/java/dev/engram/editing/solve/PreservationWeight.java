package dev.engram.editing.solve;

/**
 * How much the preserved keys weigh against the facts: lambda of MEMIT (Meng et al. 2023, eq. 14: C counts as if it were of so many tokens)
 * and a of EMMET (Gupta et al. 2024), which are the same number in the same place.
 *
 * @param value 0 or more; with 0 facts are met exactly, as ROME and EMMET's plain form do
 */
public record PreservationWeight(double value) {

    public PreservationWeight {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "a weight of " + value + " for what is preserved; it must be finite and not negative");
        }
    }

    /** Facts are met exactly, and what is preserved changes as little as that allows. */
    public static PreservationWeight equality() {
        return new PreservationWeight(0);
    }
}
