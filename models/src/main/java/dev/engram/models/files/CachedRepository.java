package dev.engram.models.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One model in the hub cache, in the layout that the Hugging Face tools share: contents in {@code blobs}, named by their hashes;
 * {@code snapshots/COMMIT/FILE}, which are relative links to them; {@code refs/main}, which names the commit.
 *
 * @param folder {@code models--ORG--NAME}
 */
public record CachedRepository(Path folder) {

    private static final Pattern REVISION = Pattern.compile("[0-9A-Za-z]+");
    private static final List<String> WEIGHTS = List.of("model.safetensors", "model.safetensors.index.json");

    /** Where the content of a hash lies once it is whole. */
    public Path blob(String hash) {
        return blobs().resolve(hash);
    }

    public Path snapshot(String commit) {
        return snapshots().resolve(commit);
    }

    /** The commit that {@code refs/main} names; none if there is no such file, or no name of a commit in it. */
    public Optional<String> mainCommit() throws IOException {
        if (!Files.isRegularFile(main())) {
            return Optional.empty();
        }
        String revision = Files.readString(main()).strip();
        return REVISION.matcher(revision).matches() ? Optional.of(revision) : Optional.empty();
    }

    /** The directory of the main revision, whatever it holds. */
    public Optional<Path> mainSnapshot() throws IOException {
        return mainCommit().map(this::snapshot).filter(Files::isDirectory);
    }

    /** What to open of the main revision: its directory if it has safetensors, else its only GGUF file. */
    public Optional<Path> model() throws IOException {
        Optional<Path> snapshot = mainSnapshot();
        return snapshot.isPresent() ? modelIn(snapshot.get()) : Optional.empty();
    }

    /** What to open of a revision's directory, if its weights are there. */
    static Optional<Path> modelIn(Path directory) throws IOException {
        if (WEIGHTS.stream().anyMatch(name -> Files.exists(directory.resolve(name)))) {
            return Optional.of(directory);
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> gguf = files.filter(
                            file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".gguf"))
                    .filter(Files::exists)
                    .toList();
            return gguf.size() == 1 ? Optional.of(gguf.get(0)) : Optional.empty();
        }
    }

    /** Shows a blob as a file of a snapshot, of a plain name. */
    public void place(Path blob, String commit, String fileName) throws IOException {
        Path directory = Files.createDirectories(snapshot(commit));
        Path file = directory.resolve(fileName);
        Path fresh = directory.resolve("." + fileName + ".part");
        Files.deleteIfExists(fresh);
        try {
            Files.createSymbolicLink(fresh, directory.relativize(blob));
        } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
            // As the Python tools do: the content itself moves to where the link would be, so that it is not kept
            // twice.
            Files.move(blob, fresh, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes a commit the main revision: from now on the model is there. */
    public void nameMain(String commit) throws IOException {
        Files.createDirectories(main().getParent());
        Path fresh = main().resolveSibling(".main.part");
        Files.writeString(fresh, commit, StandardCharsets.UTF_8);
        Files.move(fresh, main(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Works while nobody else changes this model. The lock lies beside it, so that it outlives a removal. */
    public <T> T alone(Runnable beforeWaiting, ExclusiveLock.Work<T> work) throws IOException {
        Path locks = folder.resolveSibling(".locks").resolve(folder.getFileName());
        return ExclusiveLock.holding(locks.resolve("engram.lock"), beforeWaiting, work);
    }

    Path blobs() {
        return folder.resolve("blobs");
    }

    Path snapshots() {
        return folder.resolve("snapshots");
    }

    Path refs() {
        return folder.resolve("refs");
    }

    private Path main() {
        return refs().resolve("main");
    }
}
