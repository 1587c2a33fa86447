package dev.engram.models.catalog;

import dev.engram.models.catalog.ListedModel.Place;
import dev.engram.models.family.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The models that there are: bundled ones, those with a short name, and whatever else the hub cache holds. Asks nobody. */
public record ModelInventory(ModelPlaces places) {

    public List<ListedModel> list() throws IOException {
        List<ListedModel> listed = new ArrayList<>();
        for (String name : places.bundled().names()) {
            listed.add(new ListedModel(name, Place.BUNDLED, null, null, null, null));
        }
        ModelLocator locator = new ModelLocator(places);
        Set<String> named = new HashSet<>();
        for (KnownModel model : KnownModels.all()) {
            named.addAll(KnownModels.idsOf(model.alias()));
            Place place = locator.cached(model.alias()).isPresent() ? Place.CACHED : Place.NOT_HERE;
            listed.add(new ListedModel(
                    model.alias(), place, model.id(), model.download(), model.licence(), model.modelType()));
        }
        for (String id : places.hub().ids()) {
            if (!named.contains(id)) {
                listed.add(new ListedModel(id, Place.CACHED, id, null, null, modelType(id)));
            }
        }
        return List.copyOf(listed);
    }

    /** What the configuration in the cache says; a broken one is no reason not to list the others. */
    private @Nullable String modelType(String id) throws IOException {
        Optional<Path> directory = places.hub().repository(id).model().filter(Files::isDirectory);
        if (directory.isEmpty()) {
            return null;
        }
        try {
            return ConfigFile.read(directory.get()).string("model_type").orElse(null);
        } catch (IOException | IllegalArgumentException unreadable) {
            return null;
        }
    }
}
