package dev.engram.models.catalog;

import dev.engram.models.files.ByteSize;
import dev.engram.models.files.CachedRepository;
import dev.engram.models.files.HuggingFaceCache;
import dev.engram.models.files.RepositoryRemoval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Removes a model that was pulled, or a part of one, from wherever it lies. */
public record ModelRemoval(ModelPlaces places) {

    /**
     * Removes by a short name or an id.
     *
     * @return what the deleted files took
     * @throws IllegalArgumentException if the model came with Engram, or there is none of this name
     */
    public ByteSize remove(String name) throws IOException {
        if (places.bundled().isReserved(name)) {
            throw new IllegalArgumentException("'" + name + "' comes with Engram and is not removed");
        }
        boolean found = false;
        ByteSize freed = new ByteSize(0);
        for (String id : KnownModels.idsOf(name)) {
            Optional<CachedRepository> repository = repository(id);
            if (repository.isPresent()) {
                found = true;
                freed = freed.plus(RepositoryRemoval.of(repository.get()));
            }
        }
        Optional<Path> mirrored =
                KnownModels.find(name).map(places::mirrorFolder).filter(Files::isDirectory);
        if (mirrored.isPresent()) {
            found = true;
            freed = freed.plus(deleteTree(mirrored.get()));
        }
        if (!found) {
            throw new IllegalArgumentException("there is nothing of a model '" + name + "' in the hub cache "
                    + places.hub().folder() + " or in " + places.mirrored());
        }
        return freed;
    }

    private Optional<CachedRepository> repository(String id) {
        return HuggingFaceCache.isId(id)
                ? Optional.of(places.hub().repository(id)).filter(there -> Files.isDirectory(there.folder()))
                : Optional.empty();
    }

    private static ByteSize deleteTree(Path folder) throws IOException {
        long freed = 0;
        List<Path> files;
        try (Stream<Path> listed = Files.walk(folder)) {
            files = listed.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            freed += Files.isRegularFile(file) ? Files.size(file) : 0;
            Files.delete(file);
        }
        return new ByteSize(freed);
    }
}
