package dev.engram.models.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * An open file and the tensors in it, whatever its format. Owns its channel.
 *
 * <p>A tensor is mapped for the time of its reading, in pieces: Java maps 2 GiB at most, and a smaller piece lets {@link #close} end a
 * long read soon.
 */
final class TensorFile implements AutoCloseable {

    private static final int PIECE_BYTES = 64 << 20;

    private final Path file;
    private final FileChannel channel;
    private final int pieceBytes;
    private final Map<String, StoredTensor> stored = new LinkedHashMap<>();
    private final Map<String, TensorInfo> infos = new LinkedHashMap<>();

    /** Takes over the channel. The tensors' places have been checked against the file's size. */
    TensorFile(Path file, FileChannel channel, List<StoredTensor> tensors) {
        this(file, channel, tensors, PIECE_BYTES);
    }

    TensorFile(Path file, FileChannel channel, List<StoredTensor> tensors, int pieceBytes) {
        this.file = file;
        this.channel = channel;
        this.pieceBytes = pieceBytes;
        for (StoredTensor tensor : tensors) {
            stored.put(tensor.info().name(), tensor);
            infos.put(tensor.info().name(), tensor.info());
        }
    }

    static FileChannel channel(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CheckpointException(file, Files.exists(file) ? "is not a regular file" : "there is no such file");
        }
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    Path file() {
        return file;
    }

    Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(infos);
    }

    void read(String name, FloatBuffer target) {
        StoredTensor tensor = stored.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("there is no tensor '" + name + "' in [" + file + "]");
        }
        TensorInfo info = tensor.info();
        if (info.elements() > target.remaining()) {
            throw new IllegalArgumentException(file + ": tensor '" + name + "' of shape " + info.shape() + " has "
                    + info.elements() + " elements, the target has room for " + target.remaining());
        }
        try {
            decode(tensor, target);
        } catch (ClosedChannelException closed) {
            throw new IllegalStateException(
                    file + ": tensor '" + name + "' was read after the file was closed", closed);
        } catch (IOException failure) {
            throw new UncheckedIOException(file + ": tensor '" + name + "' cannot be read", failure);
        }
    }

    private void decode(StoredTensor tensor, FloatBuffer target) throws IOException {
        BlockDecoder decoder = BlockDecoder.of(tensor.info().type());
        int blockBytes = tensor.info().type().blockBytes();
        long wholeBlocks = Math.max(1, pieceBytes / blockBytes) * (long) blockBytes;
        long bytes = tensor.extent().bytes();
        for (long done = 0; done < bytes; done += wholeBlocks) {
            long length = Math.min(wholeBlocks, bytes - done);
            decoder.decode(channel.map(MapMode.READ_ONLY, tensor.extent().offset() + done, length), target);
        }
    }

    /**
     * Copies bytes as they are.
     *
     * @param copied hears of each piece's bytes
     */
    void copy(Extent extent, WritableByteChannel target, LongConsumer copied) throws IOException {
        long end = extent.offset() + extent.bytes();
        for (long position = extent.offset(); position < end; ) {
            long bytes = channel.transferTo(position, Math.min(pieceBytes, end - position), target);
            if (bytes <= 0) {
                throw new CheckpointException(
                        file,
                        extent.tensor(),
                        "ends at byte " + position + " instead of " + end + ": the file was cut off");
            }
            position += bytes;
            copied.accept(bytes);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException nothingToLose) {
            // The file was only read.
        }
    }
}
