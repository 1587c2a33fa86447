package dev.engram.models;

import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.tensor.IndexRange;
import java.util.OptionalInt;

/**
 * What is different in a {@link BaseRun} or a {@link Branch}: a site, at some positions, gets a new value. Several at one site apply in
 * their order.
 *
 * @param head of a site by head; absent, all of its heads
 */
public record Change(Site site, IndexRange positions, OptionalInt head, Source source) {

    /** A change of all heads. */
    public static Change of(Site site, IndexRange positions, Source source) {
        return new Change(site, positions, OptionalInt.empty(), source);
    }

    /** Where the new value comes from. Given values are [positions, width], one row for each position. */
    public sealed interface Source {

        /** What a base run has at the same site and positions, that run's own changes made. */
        record FromRun(int base) implements Source {}

        record Zero() implements Source {}

        /** These values. */
        record Given(FloatTensor values) implements Source {}

        /** These values on top of what is there. */
        record Added(FloatTensor values) implements Source {}
    }
}
