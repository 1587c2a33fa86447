package dev.engram.models.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Removes a model's main revision from the hub cache, or where there is none, what unfinished pulls left; and with it the blobs that no
 * other revision shows. Where no revision is left, nothing of the model is.
 */
public final class RepositoryRemoval {

    private final CachedRepository repository;
    private long freed;

    private RepositoryRemoval(CachedRepository repository) {
        this.repository = repository;
    }

    /** Removes; the size is that of the files deleted. */
    public static ByteSize of(CachedRepository repository) throws IOException {
        return repository.alone(() -> {}, () -> {
            RepositoryRemoval removal = new RepositoryRemoval(repository);
            removal.run();
            return new ByteSize(removal.freed);
        });
    }

    private void run() throws IOException {
        Optional<String> commit = repository.mainCommit();
        if (commit.isPresent()) {
            // The names go first: a removal that is cut short leaves blobs to free, never a model with parts missing.
            deleteRefsTo(commit.get());
            deleteTree(repository.snapshot(commit.get()));
        } else {
            for (Path snapshot : children(repository.snapshots())) {
                if (CachedRepository.modelIn(snapshot).isEmpty()) {
                    deleteTree(snapshot);
                }
            }
        }
        if (children(repository.snapshots()).isEmpty()) {
            deleteTree(repository.folder());
            return;
        }
        Set<Path> shown = shownBlobs();
        for (Path blob : children(repository.blobs())) {
            if (!shown.contains(blob.toRealPath())) {
                delete(blob);
            }
        }
    }

    private void deleteRefsTo(String commit) throws IOException {
        for (Path ref : walk(repository.refs())) {
            if (Files.isRegularFile(ref) && Files.readString(ref).strip().equals(commit)) {
                delete(ref);
            }
        }
    }

    private Set<Path> shownBlobs() throws IOException {
        Set<Path> shown = new HashSet<>();
        for (Path file : walk(repository.snapshots())) {
            if (Files.isSymbolicLink(file) && Files.exists(file)) {
                shown.add(file.toRealPath());
            }
        }
        return shown;
    }

    private void deleteTree(Path root) throws IOException {
        List<Path> inside = new ArrayList<>(walk(root));
        inside.sort(Comparator.reverseOrder());
        for (Path path : inside) {
            delete(path);
        }
    }

    private void delete(Path path) throws IOException {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            freed += Files.size(path);
        }
        Files.deleteIfExists(path);
    }

    /** A folder and all in it, links as links; nothing if it is not there. */
    private static List<Path> walk(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.toList();
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.toList();
        }
    }
}
