package dev.engram.models.catalog;

import dev.engram.models.family.ModelFamilies;

/** Says why a known model cannot be run. */
final class Unsupported {

    private Unsupported() {}

    static String sentence(KnownModel model) {
        return "'" + model.alias() + "' is of type '" + model.modelType()
                + "', which is not supported yet; supported types are " + ModelFamilies.modelTypes();
    }
}
