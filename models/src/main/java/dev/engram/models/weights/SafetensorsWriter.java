package dev.engram.models.weights;

import dev.engram.models.disk.WholeFile;
import dev.engram.models.tensor.FloatTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes safetensors files of any size, whole or not at all. No more than one tensor is on the heap at a time, and none of those that are
 * copied.
 */
public final class SafetensorsWriter {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int ALIGNMENT = 8;
    private static final int BUFFER_BYTES = 1 << 20;

    private final WritableByteChannel out;
    private final LongConsumer written;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final Map<String, RoundingLoss> losses = new LinkedHashMap<>();

    private SafetensorsWriter(WritableByteChannel out, LongConsumer written) {
        this.out = out;
        this.written = written;
    }

    /**
     * Writes tensors on the heap, in the map's order.
     *
     * @param type {@code F32}, {@code F16} or {@code BF16}: for the last two the nearest value
     * @param metadata texts that readers find in the header
     * @throws IllegalArgumentException if the type is another, or a value is NaN, infinite or too large for it; the message names the
     *     tensor
     */
    public static void write(
            Path target, Map<String, FloatTensor> tensors, ElementType type, Map<String, String> metadata)
            throws IOException {
        SafetensorsType.of(type); // refuses others, even where there is no tensor
        List<TensorToWrite> all = tensors.entrySet().stream()
                .<TensorToWrite>map(tensor -> TensorToWrite.Rounded.of(tensor.getKey(), type, tensor.getValue()))
                .toList();
        write(target, all, metadata, bytes -> {});
    }

    /**
     * Writes tensors in the list's order, one after the other.
     *
     * @param metadata texts that readers find in the header
     * @param written hears of the tensors' bytes, a piece at a time
     * @return what those lost that were rounded, by their names
     * @throws IllegalArgumentException if a value is NaN, infinite or too large for its type, or two tensors have one name; the message names
     *     the tensor
     */
    public static Map<String, RoundingLoss> write(
            Path target, List<TensorToWrite> tensors, Map<String, String> metadata, LongConsumer written)
            throws IOException {
        Map<String, RoundingLoss> losses = new LinkedHashMap<>();
        WholeFile.write(target, temporary -> {
            try (FileChannel out = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                SafetensorsWriter writer = new SafetensorsWriter(out, written);
                writer.writeHeader(tensors, metadata);
                for (TensorToWrite tensor : tensors) {
                    writer.write(tensor);
                }
                losses.putAll(writer.losses);
            }
        });
        return losses;
    }

    private void writeHeader(List<TensorToWrite> tensors, Map<String, String> metadata) throws IOException {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("__metadata__", metadata);
        long begin = 0;
        for (TensorToWrite tensor : tensors) {
            long end = Math.addExact(begin, tensor.bytes());
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("dtype", tensor.storedAs().name());
            entry.put("shape", tensor.shape());
            entry.put("data_offsets", List.of(begin, end));
            if (header.put(tensor.name(), entry) != null) {
                throw new IllegalArgumentException("there are two tensors '" + tensor.name() + "' to be written");
            }
            begin = end;
        }
        byte[] json = JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
        int padding = Math.floorMod(-json.length, ALIGNMENT);
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES + json.length + padding).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length + padding).put(json);
        while (bytes.hasRemaining()) {
            bytes.put((byte) ' ');
        }
        send(bytes);
    }

    private void write(TensorToWrite tensor) throws IOException {
        if (tensor instanceof TensorToWrite.Stored stored) {
            stored.file().copy(stored.entry(), out, written);
        } else if (tensor instanceof TensorToWrite.Rounded rounded) {
            losses.put(rounded.name(), encode(rounded));
        }
    }

    private RoundingLoss encode(TensorToWrite.Rounded tensor) throws IOException {
        float[] values = new float[Math.toIntExact(tensor.elements())];
        FloatBuffer target = FloatBuffer.wrap(values);
        tensor.numbers().putInto(target);
        if (target.hasRemaining()) {
            throw new IllegalStateException("only " + target.position() + " numbers of tensor '" + tensor.name()
                    + "' of shape " + tensor.shape() + " were given");
        }
        FloatEncoder encoder = new FloatEncoder(tensor.name(), tensor.type());
        int most = BUFFER_BYTES / tensor.type().blockBytes();
        for (int from = 0; from < values.length; from += most) {
            int count = Math.min(most, values.length - from);
            buffer.clear();
            encoder.encode(values, from, count, buffer);
            written.accept(buffer.position());
            send(buffer);
        }
        return encoder.loss();
    }

    private void send(ByteBuffer bytes) throws IOException {
        bytes.flip();
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
