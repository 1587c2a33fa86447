package dev.engram.models.weights;

import dev.engram.models.tensor.IndexRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A GGUF file of version 2 or 3, little-endian, as llama.cpp writes them; the format is described in ggml's docs/gguf.md.
 *
 * <p>Shapes are row-major, so a matrix that maps I inputs to O outputs is [O, I] here, where the file says I, O.
 */
public final class GgufFile implements Checkpoint {

    private final GgufMetadata metadata;
    private final Map<String, IndexRange> pairs;
    private final TensorFile tensorFile;

    private GgufFile(GgufHeader header, TensorFile tensorFile) {
        this.metadata = header.metadata();
        this.pairs = header.pairs();
        this.tensorFile = tensorFile;
    }

    /**
     * Opens a file and checks all that it says of itself; the caller closes it.
     *
     * @throws CheckpointException if the file is damaged or hostile, or holds a tensor of a type that {@link ElementType} lacks
     */
    public static GgufFile open(Path file) throws IOException {
        FileChannel channel = TensorFile.channel(file);
        try {
            GgufHeader header = GgufHeader.read(file, channel);
            return new GgufFile(header, new TensorFile(file, channel, header.tensors()));
        } catch (IOException | RuntimeException | Error failure) {
            channel.close();
            throw failure;
        }
    }

    public GgufMetadata metadata() {
        return metadata;
    }

    /**
     * A pair of the metadata as it stands in the file, key and type and value.
     *
     * @throws IllegalArgumentException if there is no such key
     */
    byte[] pair(String key) throws IOException {
        IndexRange place = pairs.get(key);
        if (place == null) {
            throw new IllegalArgumentException("there is no metadata key '" + key + "' in " + tensorFile.file());
        }
        ByteBuffer bytes = ByteBuffer.allocate(place.length());
        try (FileChannel channel = TensorFile.channel(tensorFile.file())) {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, (long) place.from() + bytes.position()) < 0) {
                    throw new CheckpointException(tensorFile.file(), "was cut off while it was read");
                }
            }
        }
        return bytes.array();
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
