package dev.engram.models.weights;

import java.io.IOException;
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
    private final TensorFile tensorFile;

    private GgufFile(GgufMetadata metadata, TensorFile tensorFile) {
        this.metadata = metadata;
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
            return new GgufFile(header.metadata(), new TensorFile(file, channel, header.tensors()));
        } catch (IOException | RuntimeException | Error failure) {
            channel.close();
            throw failure;
        }
    }

    public GgufMetadata metadata() {
        return metadata;
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
