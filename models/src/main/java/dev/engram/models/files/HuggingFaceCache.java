package dev.engram.models.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The hub cache that the Hugging Face tools keep: {@code models--ORG--NAME/snapshots/REVISION}, where {@code refs/main} names the revision.
 *
 * @param folder the {@code hub} folder
 */
public record HuggingFaceCache(Path folder) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)?");
    private static final Pattern REVISION = Pattern.compile("[0-9A-Za-z]+");

    /** Whether a text can be a model's id on the hub, such as {@code gpt2} or {@code org/name}. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /**
     * The directory of a model's main revision, if it was ever downloaded.
     *
     * @throws IOException if the cache cannot be read
     */
    public Optional<Path> find(String id) throws IOException {
        if (!isId(id)) {
            return Optional.empty();
        }
        Path model = folder.resolve("models--" + id.replace("/", "--"));
        Path main = model.resolve("refs").resolve("main");
        if (!Files.isRegularFile(main)) {
            return Optional.empty();
        }
        String revision = Files.readString(main).strip();
        Path snapshot = model.resolve("snapshots").resolve(revision);
        boolean usable = REVISION.matcher(revision).matches() && Files.isDirectory(snapshot);
        return usable ? Optional.of(snapshot) : Optional.empty();
    }
}
