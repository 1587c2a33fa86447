package dev.engram.models.weights;

import dev.engram.models.tensor.FloatTensor;
import java.nio.FloatBuffer;
import java.util.List;

/** A tensor that goes into a safetensors file: its name, and where its numbers come from. */
public sealed interface TensorToWrite {

    String name();

    SafetensorsType storedAs();

    /** Outermost dimension first. */
    List<Long> shape();

    default long elements() {
        return shape().stream().reduce(1L, Math::multiplyExact);
    }

    /** What it takes in the file. */
    default long bytes() {
        return Math.multiplyExact(elements(), storedAs().bytes());
    }

    /** A tensor that another file has, of any type, copied byte for byte. */
    record Stored(SafetensorsFile file, String name) implements TensorToWrite {
        public Stored {
            file.entry(name);
        }

        SafetensorsEntry entry() {
            return file.entry(name);
        }

        @Override
        public SafetensorsType storedAs() {
            return entry().type();
        }

        @Override
        public List<Long> shape() {
            return entry().shape();
        }
    }

    /**
     * Numbers, rounded to the nearest of a type, ties to even.
     *
     * @param type {@code F32}, {@code F16} or {@code BF16}
     * @param numbers asked for once, when the tensor's turn has come
     */
    record Rounded(String name, ElementType type, List<Long> shape, Numbers numbers) implements TensorToWrite {
        public Rounded {
            SafetensorsType.of(type); // refuses others
            shape = List.copyOf(shape);
        }

        /** A tensor on the heap, under its own shape. */
        static Rounded of(String name, ElementType type, FloatTensor tensor) {
            List<Long> shape = tensor.shape().stream().map(Integer::longValue).toList();
            return new Rounded(name, type, shape, target -> target.put(tensor.toArray()));
        }

        /**
         * Refuses numbers that the type does not have.
         *
         * @throws IllegalArgumentException if one is NaN, infinite or too large; the message names the tensor
         */
        public void requireFits(FloatTensor numbers) {
            FloatEncoder encoder = new FloatEncoder(name, type);
            for (float value : numbers.toArray()) {
                encoder.requireFits(value);
            }
        }

        @Override
        public SafetensorsType storedAs() {
            return SafetensorsType.of(type);
        }
    }

    /** Where the numbers of one tensor come from. */
    @FunctionalInterface
    interface Numbers {

        /** Puts all of them, row-major, into a buffer that has room for just them. */
        void putInto(FloatBuffer target);
    }
}
