package dev.engram.models.engine.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.engram.models.engine.OuterProductSum;
import dev.engram.models.engine.Tensor;
import dev.engram.models.onnx.SeamGraphs;
import java.nio.DoubleBuffer;
import java.util.Map;

/** A sum that each addition replaces by another. */
final class OnnxOuterProductSum implements OuterProductSum {

    private final Graph graph;
    private final int width;
    private OnnxTensor sum;
    private boolean closed;

    /** @param graph adds to a sum; stays the caller's */
    OnnxOuterProductSum(Graph graph, int width) {
        this.graph = graph;
        this.width = width;
        try {
            DoubleBuffer zeros = DoubleBuffer.allocate(Math.multiplyExact(width, width));
            this.sum = OnnxTensor.createTensor(OnnxRuntime.environment(), zeros, new long[] {1, width, width});
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime has no room for a sum: " + e.getMessage(), e);
        }
    }

    @Override
    public void add(Tensor rows) {
        try (OnnxTensor view = OnnxMatrix.of(rows).view(1, rows.rows(), rows.columns())) {
            OnnxTensor more = graph.run(Map.of(SeamGraphs.SUM, sum, SeamGraphs.RESIDUAL, view));
            sum.close();
            sum = more;
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not take the rows: " + e.getMessage(), e);
        }
    }

    /** What is below the diagonal is taken from above it: sums of the same products may differ by their order. */
    @Override
    public double[] values() {
        double[] values = new double[width * width];
        sum.getDoubleBuffer().get(values);
        for (int row = 0; row < width; row++) {
            for (int column = 0; column < row; column++) {
                values[row * width + column] = values[column * width + row];
            }
        }
        return values;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            sum.close();
        }
    }
}
