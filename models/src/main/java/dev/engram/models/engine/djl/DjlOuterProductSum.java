package dev.engram.models.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.engram.models.engine.OuterProductSum;
import dev.engram.models.engine.Tensor;

/** A sum whose upper triangle is kept, block of columns by block of columns: that is little more than half of the products. */
final class DjlOuterProductSum implements OuterProductSum {

    /** Columns of a block: 4 for SmolLM2's MLP, where 256 and 768 columns took a tenth and more longer. */
    private static final long BLOCK = 384;

    private final NDManager manager;
    private final TorchScript kernels;
    private final NDArray upper;
    private final int width;

    DjlOuterProductSum(NDManager manager, TorchScript kernels, int width) {
        this.manager = manager;
        this.kernels = kernels;
        this.width = width;
        this.upper = manager.zeros(new Shape(width, width), DataType.FLOAT64);
    }

    @Override
    public void add(Tensor rows) {
        kernels.call(manager, "add_outer_products", upper, DjlTensor.array(rows), BLOCK)
                .close();
    }

    @Override
    public double[] values() {
        double[] values = HostCopy.read(upper, NDArray::toDoubleArray);
        for (int row = 0; row < width; row++) {
            for (int column = 0; column < row; column++) {
                values[row * width + column] = values[column * width + row];
            }
        }
        return values;
    }

    @Override
    public void close() {
        upper.close();
    }
}
