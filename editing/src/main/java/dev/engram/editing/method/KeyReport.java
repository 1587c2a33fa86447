package dev.engram.editing.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an edit was solved with at a layer, so that whoever gets the edit can tell how far the statistics of keys bear it. */
public sealed interface KeyReport {

    int layer();

    /** n, the number of keys that the statistics count. */
    long tokens();

    /** Whether the statistics say of which model and layer they are; those in files of other tools do not. */
    boolean stamped();

    /** What is not as it should be, in words; empty if all is. */
    Optional<String> problem();

    /** All that a user should hear of it, a sentence each. */
    default List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!stamped()) {
            notes.add("the statistics of layer " + layer()
                    + " do not say of which model and layer they are; only their width was checked");
        }
        problem().ifPresent(notes::add);
        return notes;
    }

    /**
     * C^-1 was used.
     *
     * @param ridge what was added to C's diagonal so that it could be inverted, as a share of the mean diagonal entry; 0 if nothing
     * @param reciprocalCondition of C with it, 1 at best
     */
    record Inverse(int layer, long tokens, boolean stamped, double ridge, double reciprocalCondition)
            implements KeyReport {

        @Override
        public Optional<String> problem() {
            return ridge == 0
                    ? Optional.empty()
                    : Optional.of(String.format(
                            Locale.ROOT,
                            "the second moment of layer %d's keys, over %d tokens, could not be inverted; a ridge of %.0e of its mean "
                                    + "diagonal entry was added; with more tokens none may be needed",
                            layer,
                            tokens,
                            ridge));
        }
    }

    /**
     * The directions that the keys leave unused were edited in.
     *
     * @param dimension m, how many there are
     * @param width F, of how many
     * @param threshold the eigenvalue of C under which a direction counts as unused
     * @param largestEigenvalue of C
     */
    record Unused(
            int layer,
            long tokens,
            boolean stamped,
            int dimension,
            int width,
            double threshold,
            double largestEigenvalue)
            implements KeyReport {

        /** From here on, a null space is none: next to everything may change. */
        private static final double NEARLY_ALL = 0.999;

        @Override
        public Optional<String> problem() {
            return dimension < NEARLY_ALL * width
                    ? Optional.empty()
                    : Optional.of(String.format(
                            Locale.ROOT,
                            "%d of %d directions of layer %d's keys count as unused (eigenvalues under %.2e, the largest is %.2e), so that "
                                    + "hardly any is preserved; a lower threshold preserves more",
                            dimension,
                            width,
                            layer,
                            threshold,
                            largestEigenvalue));
        }
    }
}
