package dev.engram.models.weights;

import dev.engram.models.tensor.IndexRange;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that a GGUF file says before its data, checked: metadata, and where each tensor lies.
 *
 * @param pairs the bytes of each pair of the metadata, by its key
 */
record GgufHeader(GgufMetadata metadata, Map<String, IndexRange> pairs, List<StoredTensor> tensors) {

    /** "GGUF" as a little-endian number. */
    private static final int MAGIC = 0x46554747;

    private static final int MOST_DIMENSIONS = 4;
    private static final int MOST_NAME_BYTES = 1024;
    private static final long DEFAULT_ALIGNMENT = 32;

    /** A name's length (8), the number of dimensions (4), one of them (8), type (4) and offset (8). */
    private static final int LEAST_TENSOR_BYTES = 32;

    /** A tensor before the data's start is known, which is where the header ends. */
    private record Unplaced(TensorInfo info, long offset) {}

    static GgufHeader read(Path file, FileChannel channel) throws IOException {
        GgufCursor in = new GgufCursor(file, channel);
        checkVersion(in);
        int tensors = in.count("tensors", LEAST_TENSOR_BYTES);
        GgufValues values = new GgufValues(in);
        GgufMetadata metadata = values.read(values.count());
        List<Unplaced> unplaced = unplaced(in, tensors);
        return new GgufHeader(metadata, values.places(), place(in, alignment(file, metadata), unplaced));
    }

    private static void checkVersion(GgufCursor in) throws CheckpointException {
        if (in.int32() != MAGIC) {
            throw in.refuse("does not start with 'GGUF': this is no GGUF file");
        }
        int version = in.int32();
        if (Integer.reverseBytes(version) == 2 || Integer.reverseBytes(version) == 3) {
            throw in.refuse("is big-endian; only little-endian files are read");
        }
        if (version != 2 && version != 3) {
            throw in.refuse("has version " + Integer.toUnsignedString(version) + "; versions 2 and 3 are read");
        }
    }

    private static List<Unplaced> unplaced(GgufCursor in, int count) throws CheckpointException {
        List<Unplaced> tensors = new ArrayList<>(count);
        Set<String> names = new HashSet<>();
        for (int i = 0; i < count; i++) {
            in.reading("tensor number " + i);
            String name = in.string(MOST_NAME_BYTES);
            in.reading("tensor '" + name + "'");
            if (!names.add(name)) {
                throw in.refuse("is there twice");
            }
            tensors.add(unplaced(in, name));
        }
        return tensors;
    }

    private static Unplaced unplaced(GgufCursor in, String name) throws CheckpointException {
        List<Long> shape = shape(in);
        long typeId = in.uint32();
        ElementType type = GgmlType.elementType(typeId)
                .orElseThrow(() -> in.refuse("has the type " + GgmlType.name(typeId)
                        + ", which cannot be read; those that can are " + GgmlType.supported()));
        long row = shape.get(shape.size() - 1);
        if (row % type.blockElements() != 0) {
            throw in.refuse("has rows of " + row + " elements, not a multiple of the " + type.blockElements()
                    + " in a block of " + type);
        }
        return new Unplaced(new TensorInfo(name, type, shape), in.int64());
    }

    /** The file's order is innermost first; ours is outermost first. */
    private static List<Long> shape(GgufCursor in) throws CheckpointException {
        long dimensions = in.uint32();
        if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
            throw in.refuse("has " + dimensions + " dimensions; there can be 1 to " + MOST_DIMENSIONS);
        }
        List<Long> shape = new ArrayList<>();
        for (int i = 0; i < dimensions; i++) {
            long size = in.int64();
            if (size < 0) {
                throw in.refuse("has a dimension of " + Long.toUnsignedString(size) + " elements");
            }
            shape.add(0, size);
        }
        return shape;
    }

    private static long alignment(Path file, GgufMetadata metadata) throws CheckpointException {
        Object alignment = metadata.values().getOrDefault("general.alignment", DEFAULT_ALIGNMENT);
        if (alignment instanceof Long bytes && bytes > 0 && Long.bitCount(bytes) == 1) {
            return bytes;
        }
        throw new CheckpointException(
                file, "metadata key 'general.alignment' must be a power of two, not " + alignment);
    }

    private static List<StoredTensor> place(GgufCursor in, long alignment, List<Unplaced> unplaced)
            throws CheckpointException {
        long dataStart = (in.position() + alignment - 1) & -alignment;
        List<StoredTensor> tensors = new ArrayList<>(unplaced.size());
        for (Unplaced tensor : unplaced) {
            TensorInfo info = tensor.info;
            if ((tensor.offset & (alignment - 1)) != 0) {
                throw new CheckpointException(
                        in.file(),
                        info.name(),
                        "lies at " + Long.toUnsignedString(tensor.offset) + " of the data, not a multiple of "
                                + alignment);
            }
            ElementType type = info.type();
            long bytes = Extent.sizeOf(in.file(), info.name(), info.shape(), type.blockElements(), type.blockBytes());
            Extent extent = Extent.inside(in.file(), info.name(), tensor.offset, bytes, dataStart, in.fileSize());
            tensors.add(new StoredTensor(info, extent));
        }
        Extent.refuseOverlaps(
                in.file(), tensors.stream().map(StoredTensor::extent).toList());
        return tensors;
    }
}
