package dev.engram.cli.call;

import dev.engram.models.catalog.ModelPlaces;
import dev.engram.models.files.HuggingFaceCache;
import dev.engram.models.hub.HubAccess;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the environment says of models: where they lie and how the hub is asked, by the Hugging Face tools' own variables.
 *
 * @param variables the environment's
 */
public record ModelEnvironment(Map<String, String> variables) {

    private static final Set<String> YES = Set.of("1", "on", "yes", "true");

    public ModelEnvironment {
        variables = Map.copyOf(variables);
    }

    public ModelPlaces places() {
        return ModelPlaces.of(new HuggingFaceCache(hubFolder()), engramCache());
    }

    /** Where data sets that were pulled lie. */
    public DatasetPlaces datasets() {
        return new DatasetPlaces(engramCache().resolve("datasets"));
    }

    /**
     * How the hub is asked.
     *
     * @throws IllegalArgumentException if a variable has a value that cannot be
     */
    public HubAccess access() {
        String endpoint = variable("HF_ENDPOINT");
        String token = variable("HF_TOKEN").strip();
        return new HubAccess(
                endpoint.isEmpty() ? HubAccess.PUBLIC_HUB : URI.create(endpoint),
                token.isEmpty() ? null : token,
                YES.contains(variable("HF_HUB_OFFLINE").toLowerCase(Locale.ROOT)));
    }

    /** Where the Hugging Face tools keep the hub's models. */
    Path hubFolder() {
        if (!variable("HF_HUB_CACHE").isEmpty()) {
            return Path.of(variable("HF_HUB_CACHE"));
        }
        if (!variable("HF_HOME").isEmpty()) {
            return Path.of(variable("HF_HOME"), "hub");
        }
        return userCaches().resolve("huggingface").resolve("hub");
    }

    /** Engram's own cache. */
    Path engramCache() {
        return variable("ENGRAM_CACHE").isEmpty() ? userCaches().resolve("engram") : Path.of(variable("ENGRAM_CACHE"));
    }

    private Path userCaches() {
        return variable("XDG_CACHE_HOME").isEmpty()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(variable("XDG_CACHE_HOME"));
    }

    private String variable(String name) {
        return variables.getOrDefault(name, "");
    }
}
