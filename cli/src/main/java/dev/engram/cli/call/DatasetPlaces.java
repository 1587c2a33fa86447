package dev.engram.cli.call;

import dev.engram.datasets.benchmark.KnownDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where data sets with a name lie.
 *
 * @param folder in Engram's own cache
 */
public record DatasetPlaces(Path folder) {

    /** Where a data set lies, or would. */
    public Path file(KnownDataset dataset) {
        return folder.resolve(dataset.name() + ".json");
    }

    public boolean isHere(KnownDataset dataset) {
        return Files.isRegularFile(file(dataset));
    }

    /**
     * The file of a path or of a name.
     *
     * @throws IllegalArgumentException if there is neither; the message says how to get one
     * @throws IOException if the bundled data set cannot be unpacked
     */
    public Path locate(String given) throws IOException {
        Optional<Path> path = existing(given);
        if (path.isPresent()) {
            return path.get();
        }
        if (given.equals(BundledDataset.NAME)) {
            return BundledDataset.writeTo(folder);
        }
        Optional<KnownDataset> known = KnownDataset.find(given);
        if (known.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no file '" + given + "', and no data set of this name (engram datasets list shows them)");
        }
        if (!isHere(known.get())) {
            throw new IllegalArgumentException(
                    "the data set '" + given + "' is not here yet; get it with: engram datasets pull " + given);
        }
        return file(known.get());
    }

    private static Optional<Path> existing(String given) {
        try {
            Path path = Path.of(given);
            return !given.isEmpty() && Files.exists(path) ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }
}
