package dev.engram.models.engine.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.engram.models.engine.Tensor;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** A tensor of {@link OnnxEngine}: row-major floats in native memory that graphs read and write where they lie. */
final class OnnxMatrix implements Tensor {

    private final BufferPool pool;
    private final int rows;
    private final int columns;
    private @Nullable FloatBuffer buffer;

    private OnnxMatrix(BufferPool pool, int rows, int columns) {
        this.pool = pool;
        this.rows = rows;
        this.columns = columns;
        this.buffer = pool.take(Math.multiplyExact(rows, columns));
    }

    /** A matrix whose values are whatever they are. */
    static OnnxMatrix allocate(BufferPool pool, int rows, int columns) {
        return new OnnxMatrix(pool, rows, columns);
    }

    static OnnxMatrix of(Tensor tensor) {
        if (tensor instanceof OnnxMatrix own) {
            return own;
        }
        throw new IllegalArgumentException("a tensor of another engine: " + tensor.getClass());
    }

    /** The values' memory, which may be longer than they are. */
    FloatBuffer values() {
        if (buffer == null) {
            throw new IllegalStateException("a tensor of " + rows + " rows was used after it was closed");
        }
        return buffer;
    }

    /** What a graph sees of it: the same memory under a shape of as many entries; to be closed after the run. */
    OnnxTensor view(long... shape) throws OrtException {
        FloatBuffer exact = values().slice(0, rows * columns);
        return OnnxTensor.createTensor(OnnxRuntime.environment(), exact, shape);
    }

    /** Copies rows of another matrix of the same width: {@code count} of them from one's {@code from} on. */
    void copyRows(int to, OnnxMatrix source, int from, int count) {
        values().put(to * columns, source.values(), from * columns, count * columns);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public void close() {
        if (buffer != null) {
            pool.giveBack(buffer);
            buffer = null;
        }
    }
}
