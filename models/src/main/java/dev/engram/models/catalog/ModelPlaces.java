package dev.engram.models.catalog;

import dev.engram.models.files.BundledModels;
import dev.engram.models.files.HuggingFaceCache;
import java.nio.file.Path;

/**
 * Where models with a name lie.
 *
 * @param hub models pulled from the hub
 * @param mirrored a folder for each model that came from elsewhere
 * @param bundled models that came with Engram
 */
public record ModelPlaces(HuggingFaceCache hub, Path mirrored, BundledModels bundled) {

    /** The places below Engram's own cache, and the hub's cache. */
    public static ModelPlaces of(HuggingFaceCache hub, Path engramCache) {
        return new ModelPlaces(hub, engramCache.resolve("models"), BundledModels.shipped(engramCache));
    }

    /** The folder of what comes from a model's mirror. */
    Path mirrorFolder(KnownModel model) {
        return mirrored.resolve(model.alias());
    }
}
