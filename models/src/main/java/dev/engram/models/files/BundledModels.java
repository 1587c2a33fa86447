package dev.engram.models.files;

import dev.engram.models.disk.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The models that come with Engram, as resources. One is unpacked when it is first asked for, into a folder named by its content: a new
 * version gets a new folder, and two processes that unpack at once make the same.
 */
public final class BundledModels {

    private static final List<String> NAMES = List.of("demo", "induction");
    private static final String ROOT = "dev/engram/models/bundled/";
    private static final List<String> FILES =
            List.of("config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors");
    private static final int HASH_DIGITS = 12;

    private final ClassLoader resources;
    private final List<String> reserved;
    private final Path folder;

    /**
     * Models in the resources of a class loader.
     *
     * @param reserved the names that there can be
     * @param folder where they are unpacked
     */
    public BundledModels(ClassLoader resources, List<String> reserved, Path folder) {
        this.resources = resources;
        this.reserved = List.copyOf(reserved);
        this.folder = folder;
    }

    /** Those of this build, unpacked below Engram's cache. */
    public static BundledModels shipped(Path engramCache) {
        return new BundledModels(BundledModels.class.getClassLoader(), NAMES, engramCache.resolve("bundled"));
    }

    /** The models that are there. */
    public List<String> names() {
        return reserved.stream().filter(this::isThere).toList();
    }

    /** Whether a name can only mean a bundled model, though this build may come without it. */
    public boolean isReserved(String name) {
        return reserved.contains(name);
    }

    /** The directory of a bundled model, unpacked if it was not; nothing if there is none of this name. */
    public Optional<Path> find(String name) throws IOException {
        return isReserved(name) && isThere(name) ? Optional.of(unpacked(name)) : Optional.empty();
    }

    private boolean isThere(String name) {
        return resources.getResource(ROOT + name + "/" + FILES.get(0)) != null;
    }

    private Path unpacked(String name) throws IOException {
        String directory = name + "-" + contentHash(name);
        Path target = folder.resolve(directory);
        if (Files.isDirectory(target)) {
            return target;
        }
        try {
            Files.createDirectories(folder);
            return unpack(name, target);
        } catch (IOException unwritable) { // closed to us, or full
            return unpackForThisProcess(name, directory);
        }
    }

    private Path unpack(String name, Path target) throws IOException {
        Path fresh = Files.createTempDirectory(target.getParent(), "." + name + "-");
        try {
            copyFiles(name, fresh);
            try {
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException e) {
                if (!Files.isDirectory(target)) { // else another process was faster
                    throw e;
                }
            }
            return target;
        } finally {
            deleteFlat(fresh);
        }
    }

    private Path unpackForThisProcess(String name, String directory) throws IOException {
        Path parent = Files.createTempDirectory("engram-");
        Path target = Files.createDirectory(parent.resolve(directory));
        // Deleted in the opposite order.
        parent.toFile().deleteOnExit();
        target.toFile().deleteOnExit();
        FILES.forEach(file -> target.resolve(file).toFile().deleteOnExit());
        copyFiles(name, target);
        return target;
    }

    private void copyFiles(String name, Path directory) throws IOException {
        for (String file : FILES) {
            try (InputStream in = open(name, file)) {
                Files.copy(in, directory.resolve(file));
            }
        }
    }

    /** Of the files' names and contents. */
    private String contentHash(String name) throws IOException {
        Digest digest = Digest.sha256();
        for (String file : FILES) {
            digest.add((file + "\0").getBytes(StandardCharsets.US_ASCII));
            try (InputStream in = open(name, file)) {
                digest.add(in);
            }
        }
        return digest.hex().substring(0, HASH_DIGITS);
    }

    private InputStream open(String name, String file) throws IOException {
        InputStream resource = resources.getResourceAsStream(ROOT + name + "/" + file);
        if (resource == null) {
            throw new IOException("the bundled model '" + name + "' has no " + file);
        }
        return resource;
    }

    private static void deleteFlat(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        for (String file : FILES) {
            Files.deleteIfExists(directory.resolve(file));
        }
        Files.delete(directory);
    }
}
