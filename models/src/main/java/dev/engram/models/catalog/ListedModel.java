package dev.engram.models.catalog;

import dev.engram.models.family.ModelFamilies;
import dev.engram.models.files.ByteSize;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of what there is.
 *
 * @param name what to pass as {@code --model}
 * @param place where it is
 * @param id on the hub; null for a bundled model
 * @param download about what a pull fetches; null where it is not known
 * @param licence null where it is not known
 * @param modelType null where it is not known
 */
public record ListedModel(
        String name,
        Place place,
        @Nullable String id,
        @Nullable ByteSize download,
        @Nullable String licence,
        @Nullable String modelType) {

    /** Where a model is. */
    public enum Place {
        BUNDLED("bundled"),
        CACHED("cached"),
        NOT_HERE("not here");

        private final String label;

        Place(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** A type that cannot be run. */
    public Optional<String> unsupportedType() {
        return Optional.ofNullable(modelType)
                .filter(type -> !ModelFamilies.modelTypes().contains(type));
    }
}
