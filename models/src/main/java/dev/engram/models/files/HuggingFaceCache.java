package dev.engram.models.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The hub cache that the Hugging Face tools keep: a {@link CachedRepository} for each model.
 *
 * @param folder the {@code hub} folder
 */
public record HuggingFaceCache(Path folder) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)?");
    private static final String PREFIX = "models--";

    /** Whether a text can be a model's id on the hub, such as {@code gpt2} or {@code org/name}. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /**
     * Where a model lies, or would.
     *
     * @throws IllegalArgumentException if the text is no id
     */
    public CachedRepository repository(String id) {
        if (!isId(id)) {
            throw new IllegalArgumentException("'" + id + "' is no id of a model; ids look like org/name");
        }
        return new CachedRepository(folder.resolve(PREFIX + id.replace("/", "--")));
    }

    /**
     * The directory of a model's main revision, if it was ever downloaded.
     *
     * @throws IOException if the cache cannot be read
     */
    public Optional<Path> find(String id) throws IOException {
        return isId(id) ? repository(id).mainSnapshot() : Optional.empty();
    }

    /** The id of the model that a directory is a snapshot of; nothing for other directories. */
    static Optional<String> idOfSnapshot(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        int last = path.getNameCount() - 1;
        boolean isSnapshot = last >= 2 && path.getName(last - 1).toString().equals("snapshots");
        return isSnapshot ? idOfFolder(path.getName(last - 2).toString()) : Optional.empty();
    }

    private static Optional<String> idOfFolder(String name) {
        return Optional.of(name)
                .filter(folderName -> folderName.startsWith(PREFIX))
                .map(folderName -> folderName.substring(PREFIX.length()).replace("--", "/"))
                .filter(HuggingFaceCache::isId);
    }

    /** The ids whose main revision can be opened: it has safetensors, or one GGUF file. In the order of their names. */
    public List<String> ids() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> entries;
        try (Stream<Path> listed = Files.list(folder)) {
            entries = listed.sorted().toList();
        }
        List<String> ids = new ArrayList<>();
        for (Path entry : entries) {
            Optional<String> id = idOfFolder(entry.getFileName().toString());
            if (id.isPresent() && repository(id.get()).model().isPresent()) {
                ids.add(id.get());
            }
        }
        return ids;
    }
}
