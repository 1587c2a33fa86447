package dev.engram.models.engine.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Native memory for activations, used again and again: fresh memory would be filled with zeros first, and given back only when the garbage
 * collector comes by.
 */
final class BufferPool {

    /** What lies idle beyond this is left to the garbage collector. */
    private static final long MOST_IDLE_BYTES = 256L << 20;

    private static final int SMALLEST = 64;

    private final Map<Integer, Deque<FloatBuffer>> idle = new HashMap<>();
    private long idleBytes;

    /** A buffer with room for so many floats, whose values are whatever they are. */
    FloatBuffer take(int floats) {
        int size = sizeClass(floats);
        Deque<FloatBuffer> fitting = idle.get(size);
        if (fitting == null || fitting.isEmpty()) {
            return ByteBuffer.allocateDirect(Math.multiplyExact(size, Float.BYTES))
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }
        idleBytes -= (long) size * Float.BYTES;
        return fitting.pop();
    }

    /** Gives a buffer back, which the caller must not use any more. */
    void giveBack(FloatBuffer buffer) {
        long bytes = (long) buffer.capacity() * Float.BYTES;
        if (idleBytes + bytes <= MOST_IDLE_BYTES) {
            idleBytes += bytes;
            idle.computeIfAbsent(buffer.capacity(), size -> new ArrayDeque<>()).push(buffer);
        }
    }

    /** Rounds up to an eighth of a power of two, so that at most an eighth of a buffer is not used. */
    static int sizeClass(int floats) {
        int least = Math.max(SMALLEST, floats);
        int step = Integer.highestOneBit(least) / 8;
        return Math.multiplyExact(Math.floorDiv(least + step - 1, step), step);
    }
}
