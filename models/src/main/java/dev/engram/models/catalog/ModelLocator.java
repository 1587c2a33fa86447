package dev.engram.models.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the model that a name stands for: one that came with Engram, a path, a short name, an id in the hub cache, in this order. Never
 * downloads.
 */
public record ModelLocator(ModelPlaces places) {

    /**
     * The directory or file of a model.
     *
     * @throws IllegalArgumentException if it is not here; the message says how to get it
     */
    public Path locate(String name) throws IOException {
        Optional<Path> bundled = places.bundled().find(name);
        if (bundled.isPresent()) {
            return bundled.get();
        }
        Optional<Path> path = existing(name);
        if (path.isPresent()) {
            return path.get();
        }
        Optional<Path> cached = cached(name);
        return cached.isPresent() ? cached.get() : refuse(name);
    }

    /** A model that was pulled: from the hub, else from its mirror. */
    Optional<Path> cached(String name) throws IOException {
        for (String id : KnownModels.idsOf(name)) {
            Optional<Path> found = inHubCache(id);
            if (found.isPresent()) {
                return found;
            }
        }
        return mirrored(name);
    }

    private Optional<Path> inHubCache(String id) throws IOException {
        return places.hub().find(id).isPresent() ? places.hub().repository(id).model() : Optional.empty();
    }

    private Optional<Path> mirrored(String name) {
        return KnownModels.find(name)
                .flatMap(model ->
                        model.mirror().map(wheel -> places.mirrorFolder(model).resolve(wheel.fileName())))
                .filter(Files::isRegularFile);
    }

    private static Optional<Path> existing(String name) {
        try {
            Path path = Path.of(name);
            return !name.isEmpty() && Files.exists(path) ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private Path refuse(String name) throws IOException {
        Optional<KnownModel> known = KnownModels.find(name);
        if (known.isPresent()) {
            throw new IllegalArgumentException("the model '" + name + "' is not here yet; get it (about "
                    + known.get().download() + ") with: engram models pull " + name);
        }
        if (places.bundled().isReserved(name)) {
            throw new IllegalArgumentException("this build of Engram comes without the model '" + name
                    + "'; name another one (engram models list shows them)");
        }
        if (places.hub().find(name).isPresent()) {
            throw new IllegalArgumentException("the hub cache " + places.hub().folder() + " has parts of '" + name
                    + "', but not its weights; complete it with: engram models pull " + name);
        }
        throw new IllegalArgumentException("there is no model '" + name + "': no such file or directory, no short name "
                + "(engram models list shows them), and no such id in the hub cache "
                + places.hub().folder()
                + "; a model of the hub is got with: engram models pull ORG/NAME");
    }
}
