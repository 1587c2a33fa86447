package dev.engram.models.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A block of numbers that has left an engine: row-major floats with a shape, on the heap, immutable.
 *
 * <p>Values are copied in and out, so an instance can be shared between threads.
 */
public final class FloatTensor {

    private final List<Integer> shape;
    private final float[] values;

    private FloatTensor(List<Integer> shape, float[] values) {
        this.shape = shape;
        this.values = values;
    }

    /**
     * A tensor of the given shape.
     *
     * @param values row-major, copied
     * @throws IllegalArgumentException if the shape's size is not the number of values
     */
    public static FloatTensor of(float[] values, int... shape) {
        return wrap(values.clone(), shape);
    }

    /** As {@link #of}, but keeps the array: the caller must not touch it again. */
    public static FloatTensor wrap(float[] values, int... shape) {
        long size = 1;
        for (int dimension : shape) {
            if (dimension < 0) {
                throw new IllegalArgumentException("negative dimension in shape " + Arrays.toString(shape));
            }
            size *= dimension;
        }
        if (size != values.length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " holds " + size + " values, not " + values.length);
        }
        return new FloatTensor(Arrays.stream(shape).boxed().toList(), values);
    }

    public List<Integer> shape() {
        return shape;
    }

    public int dimension(int axis) {
        return shape.get(axis);
    }

    public int size() {
        return values.length;
    }

    /** The value at an index of as many coordinates as the tensor has dimensions. */
    public float get(int... index) {
        if (index.length != shape.size()) {
            throw new IllegalArgumentException("index " + Arrays.toString(index) + " into shape " + shape);
        }
        int offset = 0;
        for (int axis = 0; axis < index.length; axis++) {
            offset = offset * shape.get(axis) + Objects.checkIndex(index[axis], shape.get(axis));
        }
        return values[offset];
    }

    /** The sub-tensor at an index of the first dimension, which is dropped. */
    public FloatTensor at(int index) {
        Objects.checkIndex(index, shape.get(0));
        int stride = values.length / shape.get(0);
        return new FloatTensor(
                shape.subList(1, shape.size()), Arrays.copyOfRange(values, index * stride, (index + 1) * stride));
    }

    /** Copies some values, counted row-major from {@code offset}. */
    public void copyTo(int offset, float[] target, int targetOffset, int count) {
        System.arraycopy(values, offset, target, targetOffset, count);
    }

    /** The square root of the sum of the squared values, summed in double: a vector's Euclidean norm, a matrix's Frobenius norm. */
    public double norm() {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    /** A copy of the values, row-major. */
    public float[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FloatTensor tensor
                && shape.equals(tensor.shape)
                && Arrays.equals(values, tensor.values);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(values);
    }

    /** The shape and the first values, for messages. */
    @Override
    public String toString() {
        String start = Arrays.toString(Arrays.copyOf(values, Math.min(values.length, 8)));
        return "FloatTensor" + shape + (values.length > 8 ? start.replace("]", ", ...]") : start);
    }
}
