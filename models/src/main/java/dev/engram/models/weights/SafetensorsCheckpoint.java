package dev.engram.models.weights;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The weights of a Hugging Face directory: {@code model.safetensors}, or the files that {@code model.safetensors.index.json} names.
 * Where both are there, the single file counts, as in transformers.
 *
 * <p>Of several files only the tensors that the index names are listed, each from the file where the index places it. The files
 * come in the order of their names.
 */
public final class SafetensorsCheckpoint implements Checkpoint {

    private static final String SINGLE_FILE = "model.safetensors";

    private final Path directory;
    private final List<SafetensorsFile> shards = new ArrayList<>();
    private final Map<String, SafetensorsFile> holders = new LinkedHashMap<>();
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();

    private SafetensorsCheckpoint(Path directory) {
        this.directory = directory;
    }

    /**
     * Opens all files and checks what they say of themselves; the caller closes the checkpoint.
     *
     * @throws CheckpointException if there are no such files, or one is damaged or hostile
     */
    public static SafetensorsCheckpoint open(Path directory) throws IOException {
        SafetensorsCheckpoint checkpoint = new SafetensorsCheckpoint(directory);
        try {
            checkpoint.openFiles();
            return checkpoint;
        } catch (IOException | RuntimeException | Error failure) {
            checkpoint.close();
            throw failure;
        }
    }

    /**
     * The names of the files that a directory's {@code model.safetensors.index.json} places tensors in: plain names, in their order. The
     * files need not be there.
     *
     * @throws CheckpointException if the index is damaged or hostile
     */
    public static List<String> shardNames(Path directory) throws IOException {
        return List.copyOf(SafetensorsIndex.read(directory.resolve(SafetensorsIndex.NAME))
                .tensorsByShard()
                .keySet());
    }

    private void openFiles() throws IOException {
        Path index = directory.resolve(SafetensorsIndex.NAME);
        if (Files.exists(directory.resolve(SINGLE_FILE))) {
            SafetensorsFile file = open(SINGLE_FILE);
            file.tensors().values().forEach(tensor -> list(tensor, file));
        } else if (Files.exists(index)) {
            openShards(SafetensorsIndex.read(index));
        } else {
            throw new CheckpointException(
                    directory, "there is neither " + SINGLE_FILE + " nor " + SafetensorsIndex.NAME + " in it");
        }
    }

    private void openShards(SafetensorsIndex index) throws IOException {
        for (Map.Entry<String, Set<String>> entry : index.tensorsByShard().entrySet()) {
            String shard = entry.getKey();
            if (!Files.exists(directory.resolve(shard))) {
                throw new CheckpointException(index.file(), "it names the file '" + shard + "', which is not there");
            }
            SafetensorsFile file = open(shard);
            for (String tensor : entry.getValue()) {
                if (!file.tensors().containsKey(tensor) && !file.leftOut().contains(tensor)) {
                    throw new CheckpointException(
                            index.file(), tensor, "is placed in '" + shard + "', which does not have it");
                }
            }
            file.tensors().values().stream()
                    .filter(tensor -> entry.getValue().contains(tensor.name()))
                    .forEach(tensor -> list(tensor, file));
        }
    }

    private SafetensorsFile open(String name) throws IOException {
        SafetensorsFile file = SafetensorsFile.open(directory.resolve(name));
        shards.add(file);
        return file;
    }

    private void list(TensorInfo tensor, SafetensorsFile holder) {
        tensors.put(tensor.name(), tensor);
        holders.put(tensor.name(), holder);
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    @Override
    public void read(String name, FloatBuffer target) {
        SafetensorsFile holder = holders.get(name);
        if (holder == null) {
            throw new IllegalArgumentException("there is no tensor '" + name + "' in " + files());
        }
        holder.read(name, target);
    }

    @Override
    public List<Path> files() {
        return shards.stream().flatMap(shard -> shard.files().stream()).toList();
    }

    @Override
    public void close() {
        shards.forEach(SafetensorsFile::close);
    }
}
