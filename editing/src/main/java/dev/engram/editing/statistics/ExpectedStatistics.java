package dev.engram.editing.statistics;

import dev.engram.editing.solve.StatisticsStamp;
import java.util.Optional;

/**
 * Whose statistics a caller is after.
 *
 * @param model its fingerprint, a SHA-256 in 64 hexadecimal digits, lower case
 * @param layer from 0
 * @param width F
 */
public record ExpectedStatistics(String model, int layer, int width) {

    /** The first way in which a stamp is of something else, in words; empty if there is none. */
    Optional<String> firstDifference(StatisticsStamp stamp) {
        if (!stamp.model().equals(model)) {
            return Optional.of("model " + stamp.model() + ", not " + model);
        }
        if (stamp.layer() != layer) {
            return Optional.of("layer " + stamp.layer() + ", not " + layer);
        }
        if (stamp.width() != width) {
            return Optional.of("keys of width " + stamp.width() + ", not " + width);
        }
        return Optional.empty();
    }
}
