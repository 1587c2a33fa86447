package dev.engram.models.engine.djl;

import ai.djl.ndarray.NDArray;
import dev.engram.models.engine.Tensor;

/** A tensor of {@link DjlEngine}: a matrix of PyTorch's, which may be a view of another. */
record DjlTensor(NDArray array) implements Tensor {

    static NDArray array(Tensor tensor) {
        if (tensor instanceof DjlTensor own) {
            return own.array;
        }
        throw new IllegalArgumentException("a tensor of another engine: " + tensor.getClass());
    }

    @Override
    public int rows() {
        return Math.toIntExact(array.getShape().get(0));
    }

    @Override
    public int columns() {
        return Math.toIntExact(array.getShape().get(1));
    }

    @Override
    public void close() {
        array.close();
    }
}
