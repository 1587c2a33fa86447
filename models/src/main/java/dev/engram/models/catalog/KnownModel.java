package dev.engram.models.catalog;

import dev.engram.models.files.ByteSize;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model with a short name.
 *
 * @param id on the hub
 * @param modelType as in its {@code config.json}
 * @param download about what a pull fetches
 * @param wheel where it can be had without the hub; null for nowhere
 */
public record KnownModel(
        String alias,
        String id,
        String modelType,
        ByteSize download,
        String licence,
        @Nullable Wheel wheel) {

    /** Where it can be had without the hub. */
    public Optional<Wheel> mirror() {
        return Optional.ofNullable(wheel);
    }
}
