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
import java.util.Optional;
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
    private final List<SafetensorsFile> files = new ArrayList<>();
    private final List<SafetensorsShard> shards = new ArrayList<>();
    private final Map<String, SafetensorsFile> holders = new LinkedHashMap<>();
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private boolean indexed;

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
            list(file, file.names());
        } else if (Files.exists(index)) {
            openShards(SafetensorsIndex.read(index));
        } else {
            throw new CheckpointException(
                    directory, "there is neither " + SINGLE_FILE + " nor " + SafetensorsIndex.NAME + " in it");
        }
    }

    private void openShards(SafetensorsIndex index) throws IOException {
        indexed = true;
        for (Map.Entry<String, Set<String>> entry : index.tensorsByShard().entrySet()) {
            String shard = entry.getKey();
            if (!Files.exists(directory.resolve(shard))) {
                throw new CheckpointException(index.file(), "it names the file '" + shard + "', which is not there");
            }
            SafetensorsFile file = open(shard);
            for (String tensor : entry.getValue()) {
                if (!file.names().contains(tensor)) {
                    throw new CheckpointException(
                            index.file(), tensor, "is placed in '" + shard + "', which does not have it");
                }
            }
            list(file, entry.getValue());
        }
    }

    private SafetensorsFile open(String name) throws IOException {
        SafetensorsFile file = SafetensorsFile.open(directory.resolve(name));
        files.add(file);
        return file;
    }

    private void list(SafetensorsFile file, Set<String> counted) {
        shards.add(new SafetensorsShard(
                file, file.names().stream().filter(counted::contains).toList()));
        for (TensorInfo tensor : file.tensors().values()) {
            if (counted.contains(tensor.name())) {
                tensors.put(tensor.name(), tensor);
                holders.put(tensor.name(), file);
            }
        }
    }

    /** The files with what counts of each, for those who write the checkpoint anew. They are closed with this checkpoint. */
    public List<SafetensorsShard> shards() {
        return Collections.unmodifiableList(shards);
    }

    /** The index that places the tensors in files; none where there is only one. */
    public Optional<Path> index() {
        return indexed ? Optional.of(directory.resolve(SafetensorsIndex.NAME)) : Optional.empty();
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
        return files.stream().flatMap(file -> file.files().stream()).toList();
    }

    @Override
    public void close() {
        files.forEach(SafetensorsFile::close);
    }
}
