package dev.engram.models.hub;

import dev.engram.models.family.ConfigFile;
import dev.engram.models.family.ModelFamilies;
import dev.engram.models.files.ByteSize;
import dev.engram.models.files.CachedRepository;
import dev.engram.models.files.HuggingFaceCache;
import dev.engram.models.hub.HubTransport.Answer;
import dev.engram.models.weights.SafetensorsCheckpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Pulls models from a hub into the cache that the hub's own tools keep: what they put there is used, and they find what is put there.
 *
 * <p>A pull that ends early leaves no model, and the next one continues it: {@code refs/main} is written last. Each file is checked
 * against the hash that the hub states. Pulls of the same model, from whatever thread or process, take turns.
 */
public final class HubClient {

    private static final long MOST_LISTING_BYTES = 64 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Bytes that a folder's disk has left. */
    @FunctionalInterface
    interface FreeSpace {
        long of(Path folder) throws IOException;
    }

    private final HubAccess access;
    private final HuggingFaceCache cache;
    private final HubTransport transport;
    private final HubAnswers answers;
    private final Retries retries;
    private final FreeSpace freeSpace;
    private final Duration patience;

    public HubClient(HubAccess access, HuggingFaceCache cache) {
        this(
                access,
                cache,
                Clock.systemUTC(),
                Retries.usual(),
                folder -> Files.getFileStore(folder).getUsableSpace(),
                PATIENCE);
    }

    HubClient(
            HubAccess access,
            HuggingFaceCache cache,
            Clock clock,
            Retries retries,
            FreeSpace freeSpace,
            Duration patience) {
        this.access = access;
        this.cache = cache;
        this.transport = new HubTransport(access);
        this.answers = new HubAnswers(access, clock);
        this.retries = retries;
        this.freeSpace = freeSpace;
        this.patience = patience;
    }

    /**
     * Downloads what is not there yet of a model's main revision.
     *
     * @return what to open: the snapshot's directory, or its GGUF file
     * @throws HubUnreachableException if there is no connection to the hub
     * @throws HubException if the hub refuses, or sends what it should not
     * @throws IllegalArgumentException if the text is no id, or the model is of a kind that is not supported
     */
    public Path pull(String id, PullListener listener) throws IOException {
        access.requireOnline();
        CachedRepository repository = cache.repository(id);
        return repository.alone(
                () -> listener.notice("waiting for another pull of " + id + " to end"),
                () -> pullAlone(id, repository, listener));
    }

    private Path pullAlone(String id, CachedRepository repository, PullListener listener) throws IOException {
        RepositoryListing listing = list(id);
        NeededFiles needed = NeededFiles.of(id, listing.fileNames());
        Pull pull = new Pull(id, listing.commit(), repository, listener);
        Path snapshot = repository.snapshot(listing.commit());
        pull.fetch(needed.settings());
        if (needed.settings().contains(NeededFiles.CONFIG)) {
            ModelFamilies.of(ConfigFile.read(snapshot)); // before gigabytes are fetched for nothing
        }
        boolean sharded = needed.settings().contains(NeededFiles.INDEX);
        pull.fetch(sharded ? SafetensorsCheckpoint.shardNames(snapshot) : needed.weights());
        repository.nameMain(listing.commit());
        return repository.model().orElseThrow(() -> new HubException("the cache lost " + id + " while it was pulled"));
    }

    private RepositoryListing list(String id) throws IOException {
        URI address = access.resolve("/api/models/" + id + "/revision/main");
        byte[] json = retries.run(() -> {
            try (Answer answer = transport.get(address, 0)) {
                answers.check(id, "its files", answer);
                return answer.body().readNBytes((int) MOST_LISTING_BYTES);
            }
        });
        return RepositoryListing.parse(id, json);
    }

    /** One model's files on their way into its snapshot. */
    private final class Pull {

        private final String id;
        private final String commit;
        private final CachedRepository repository;
        private final BlobDownload download;

        Pull(String id, String commit, CachedRepository repository, PullListener listener) {
            this.id = id;
            this.commit = commit;
            this.repository = repository;
            this.download = new BlobDownload(transport, answers, retries, listener, patience);
        }

        void fetch(List<String> names) throws IOException {
            List<RemoteFile> missing = new ArrayList<>();
            for (String name : names) {
                RemoteFile file = describe(name);
                if (!hasSize(repository.snapshot(commit).resolve(name), file.size())) {
                    missing.add(file);
                }
            }
            requireSpace(missing);
            for (RemoteFile file : missing) {
                Path blob = repository.blob(file.hash().digits());
                if (!hasSize(blob, file.size())) {
                    download.fetch(id, file, blob);
                }
                repository.place(blob, commit, file.name());
            }
        }

        private RemoteFile describe(String name) throws IOException {
            URI address = access.resolve("/" + id + "/resolve/" + commit + "/" + name);
            return retries.run(() -> {
                try (Answer answer = transport.head(address)) {
                    answers.check(id, name, answer);
                    return RemoteFile.of(name, address, answer);
                }
            });
        }

        private void requireSpace(List<RemoteFile> missing) throws IOException {
            long needed = 0;
            for (RemoteFile file : missing) {
                Path blob = repository.blob(file.hash().digits());
                if (!hasSize(blob, file.size())) {
                    needed += Math.max(0, file.size() - BlobDownload.bytesThere(BlobDownload.part(blob)));
                }
            }
            Files.createDirectories(repository.folder());
            long free = freeSpace.of(repository.folder());
            if (needed > free) {
                throw new HubException(id + " needs " + new ByteSize(needed) + " more, and the disk of "
                        + cache.folder() + " has " + new ByteSize(free) + " left");
            }
        }

        private static boolean hasSize(Path file, long size) throws IOException {
            return Files.isRegularFile(file) && Files.size(file) == size;
        }
    }
}
