package dev.engram.datasets.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A data set with a short name, which is not the project's own and has to be fetched from where its authors have put it.
 *
 * @param name such as {@code mquake-cf}
 * @param form one of {@link DatasetFile#forms}
 * @param address of its file
 * @param licence a word on it, as its authors give it
 */
public record KnownDataset(String name, String form, URI address, String licence) {

    private static final String RESOURCE = "known-datasets.json";
    private static final List<KnownDataset> ALL = load();

    public KnownDataset {
        if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("'" + name + "' is no name of a data set");
        }
        if (!DatasetFile.forms().contains(form)) {
            throw new IllegalArgumentException(
                    "the form '" + form + "' of " + name + " is none of " + DatasetFile.forms());
        }
        if (!"https".equals(address.getScheme()) || licence.isBlank()) {
            throw new IllegalArgumentException(name + " has the address " + address + " and the licence '" + licence
                    + "'; expected https and a word");
        }
    }

    /** All of them, in the order in which they are listed. */
    public static List<KnownDataset> all() {
        return ALL;
    }

    /** The data set of a name. */
    public static Optional<KnownDataset> find(String name) {
        return ALL.stream().filter(dataset -> dataset.name.equals(name)).findFirst();
    }

    /**
     * The data set of a name.
     *
     * @throws IllegalArgumentException if there is none; the message has those that there are
     */
    public static KnownDataset named(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no data set '" + name + "'; there are "
                        + ALL.stream().map(KnownDataset::name).collect(Collectors.joining(", "))));
    }

    private static List<KnownDataset> load() {
        try (InputStream in = Objects.requireNonNull(KnownDataset.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return JsonMapper.shared()
                    .readTree(in)
                    .valueStream()
                    .map(KnownDataset::of)
                    .toList();
        } catch (IOException impossible) {
            throw new IllegalStateException("the resource " + RESOURCE + " cannot be read", impossible);
        }
    }

    private static KnownDataset of(JsonNode entry) {
        return new KnownDataset(
                entry.required("name").asString(),
                entry.required("form").asString(),
                URI.create(entry.required("address").asString()),
                entry.required("licence").asString());
    }
}
