package dev.engram.models.weights;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One safetensors file, as Hugging Face's library of that name writes them.
 *
 * <p>Tensors of whole numbers or truth values (masks that some writers keep beside the weights) are checked but not listed. Unlike
 * the format's own library it lets gaps between tensors pass: they harm nobody.
 */
public final class SafetensorsFile implements Checkpoint {

    private final SafetensorsHeader header;
    private final TensorFile tensorFile;

    private SafetensorsFile(SafetensorsHeader header, TensorFile tensorFile) {
        this.header = header;
        this.tensorFile = tensorFile;
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
            return new SafetensorsFile(header, new TensorFile(file, channel, header.tensors()));
        } catch (IOException | RuntimeException | Error failure) {
            channel.close();
            throw failure;
        }
    }

    /** What the file's {@code __metadata__} says; empty where there is none. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /** The tensors that are there but not listed, because they hold no floats. */
    Set<String> leftOut() {
        return header.leftOut();
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
