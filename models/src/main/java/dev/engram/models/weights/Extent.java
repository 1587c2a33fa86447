package dev.engram.models.weights;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * The bytes that a tensor takes in its file.
 *
 * @param offset bytes from the file's start
 */
record Extent(String tensor, long offset, long bytes) {

    /** The size of a tensor in bytes; a shape whose size overflows is refused. The number of elements must be whole blocks. */
    static long sizeOf(Path file, String tensor, List<Long> shape, int blockElements, int blockBytes)
            throws CheckpointException {
        try {
            long elements = shape.stream().reduce(1L, Math::multiplyExact);
            return Math.multiplyExact(elements / blockElements, blockBytes);
        } catch (ArithmeticException overflow) {
            throw new CheckpointException(file, tensor, "has a shape that no file can hold: " + shape);
        }
    }

    /**
     * A place in a file's data, from {@code dataStart} to {@code dataEnd}, refused where it lies outside of it.
     *
     * @param relative bytes from the data's start, as the file says it
     */
    static Extent inside(Path file, String tensor, long relative, long bytes, long dataStart, long dataEnd)
            throws CheckpointException {
        long available = Math.max(0, dataEnd - dataStart);
        if (relative < 0 || bytes > available || relative > available - bytes) {
            throw new CheckpointException(
                    file,
                    tensor,
                    "lies outside the file: " + bytes + " bytes at " + Long.toUnsignedString(relative)
                            + " of the data, which has " + available);
        }
        return new Extent(tensor, dataStart + relative, bytes);
    }

    /** Refuses tensors that share bytes: no writer makes them, and a change of one would change the other. */
    static void refuseOverlaps(Path file, List<Extent> extents) throws CheckpointException {
        List<Extent> byOffset = extents.stream()
                .filter(extent -> extent.bytes > 0)
                .sorted(Comparator.comparingLong(Extent::offset))
                .toList();
        for (int i = 1; i < byOffset.size(); i++) {
            Extent before = byOffset.get(i - 1);
            Extent extent = byOffset.get(i);
            if (extent.offset < before.offset + before.bytes) {
                throw new CheckpointException(
                        file,
                        extent.tensor,
                        "overlaps tensor '" + before.tensor + "': it starts at byte " + extent.offset
                                + ", the other ends at " + (before.offset + before.bytes));
            }
        }
    }
}
