package dev.engram.models.weights;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The named tensors of a model's files, read one at a time.
 *
 * <p>Opening checks every tensor's place against its file's size before any memory is taken. Reads may run in several threads;
 * closing ends them all, and so does an
 * interrupt of a thread that reads (the files' channels close then). {@code close} may be called twice.
 */
public interface Checkpoint extends AutoCloseable {

    /** All tensors by name, in the order of the files. */
    Map<String, TensorInfo> tensors();

    /**
     * What the files say of one tensor.
     *
     * @throws IllegalArgumentException if there is no such tensor; the message names the files
     */
    default TensorInfo tensor(String name) {
        TensorInfo info = tensors().get(name);
        if (info == null) {
            throw new IllegalArgumentException("there is no tensor '" + name + "' in " + files());
        }
        return info;
    }

    /**
     * Writes a tensor's numbers, widened to float, row-major, into a buffer from its position on.
     *
     * @param target native or heap; its position moves by the number of elements
     * @throws IllegalArgumentException if there is no such tensor, or it does not fit the target
     */
    void read(String name, FloatBuffer target);

    /** The files that hold the tensors, in a fixed order, for fingerprints. */
    List<Path> files();

    @Override
    void close();
}
