package dev.engram.models.weights;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * One safetensors file, as Hugging Face's library of that name writes them.
 *
 * <p>Tensors of whole numbers or truth values (masks that some writers keep beside the weights) are checked but not listed. Unlike
 * the format's own library it lets gaps between tensors pass: they harm nobody.
 */
public final class SafetensorsFile implements Checkpoint {

    private final SafetensorsHeader header;
    private final TensorFile tensorFile;
    private final Map<String, SafetensorsEntry> entries = new LinkedHashMap<>();

    private SafetensorsFile(SafetensorsHeader header, TensorFile tensorFile) {
        this.header = header;
        this.tensorFile = tensorFile;
        header.entries().stream()
                .sorted(Comparator.comparingLong(entry -> entry.extent().offset()))
                .forEach(entry -> entries.put(entry.name(), entry));
    }

    /**
     * Opens a file and checks all that it says of itself; the caller closes it.
     *
     * @throws CheckpointException if the file is damaged or hostile, or holds floats of a type that {@link ElementType} lacks
     */
    public static SafetensorsFile open(Path file) throws IOException {
        FileChannel channel = TensorFile.channel(file);
        try {
            SafetensorsHeader header = SafetensorsHeader.read(file, channel);
            List<StoredTensor> read = header.entries().stream()
                    .filter(SafetensorsEntry::isRead)
                    .map(SafetensorsEntry::stored)
                    .toList();
            return new SafetensorsFile(header, new TensorFile(file, channel, read));
        } catch (IOException | RuntimeException | Error failure) {
            channel.close();
            throw failure;
        }
    }

    /** What the file's {@code __metadata__} says; empty where there is none. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /** All tensors, those that hold no floats too, in the order of their bytes. */
    Set<String> names() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /**
     * A tensor of any type, by its name.
     *
     * @throws IllegalArgumentException if there is none
     */
    SafetensorsEntry entry(String name) {
        SafetensorsEntry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("there is no tensor '" + name + "' in " + files());
        }
        return entry;
    }

    /** Copies a tensor's bytes to where a file is being written. */
    void copy(SafetensorsEntry entry, WritableByteChannel target, LongConsumer copied) throws IOException {
        tensorFile.copy(entry.extent(), target, copied);
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return tensorFile.tensors();
    }

    @Override
    public void read(String name, FloatBuffer target) {
        tensorFile.read(name, target);
    }

    @Override
    public List<Path> files() {
        return List.of(tensorFile.file());
    }

    @Override
    public void close() {
        tensorFile.close();
    }
}
