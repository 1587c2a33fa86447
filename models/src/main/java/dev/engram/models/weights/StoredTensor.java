package dev.engram.models.weights;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * A tensor and its place in a file.
 *
 * @param offset bytes from the file's start
 */
record StoredTensor(TensorInfo info, long offset) {

    private long end() {
        return offset + info.bytes();
    }

    /**
     * The tensor at a place that lies in a file's data.
     *
     * @param relative bytes from the data's start, as the file says it
     * @throws CheckpointException if the tensor's size overflows or its place is not inside the data
     */
    static StoredTensor place(Path file, TensorInfo info, long relative, long dataStart, long dataEnd)
            throws CheckpointException {
        long bytes;
        try {
            bytes = info.bytes();
        } catch (ArithmeticException overflow) {
            throw new CheckpointException(file, info.name(), "has a shape that no file can hold: " + info.shape());
        }
        long available = Math.max(0, dataEnd - dataStart);
        if (relative < 0 || bytes > available || relative > available - bytes) {
            throw new CheckpointException(
                    file,
                    info.name(),
                    "lies outside the file: " + bytes + " bytes at " + Long.toUnsignedString(relative)
                            + " of the data, which has " + available);
        }
        return new StoredTensor(info, dataStart + relative);
    }

    /** Refuses tensors that share bytes: no writer makes them, and a change of one would change the other. */
    static void refuseOverlaps(Path file, List<StoredTensor> tensors) throws CheckpointException {
        List<StoredTensor> byOffset = tensors.stream()
                .filter(tensor -> tensor.info().bytes() > 0)
                .sorted(Comparator.comparingLong(StoredTensor::offset))
                .toList();
        for (int i = 1; i < byOffset.size(); i++) {
            StoredTensor before = byOffset.get(i - 1);
            StoredTensor tensor = byOffset.get(i);
            if (tensor.offset < before.end()) {
                throw new CheckpointException(
                        file,
                        tensor.info().name(),
                        "overlaps tensor '" + before.info().name() + "': it starts at byte " + tensor.offset
                                + ", the other ends at " + before.end());
            }
        }
    }
}
