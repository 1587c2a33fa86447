package dev.engram.models.weights;

import dev.engram.models.disk.WholeFile;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Writes GGUF files of version 3, little-endian, whole or not at all; one tensor at a time is on the heap. */
public final class GgufWriter {

    private static final int MAGIC = 0x46554747;
    private static final int VERSION = 3;
    private static final int ALIGNMENT = 32;
    private static final int BUFFER_BYTES = 34 << 15; // whole blocks of all types

    private final ByteArrayOutputStream header = new ByteArrayOutputStream();

    private GgufWriter() {}

    /**
     * Writes a file.
     *
     * @param metadata must not state another alignment than 32
     * @param written hears of the tensors' bytes, a piece at a time
     * @return what those lost that were rounded, by their names
     * @throws IllegalArgumentException if a value is NaN, infinite or too large for its type; the message names the tensor
     */
    public static Map<String, RoundingLoss> write(
            Path target, Map<String, GgufValue> metadata, List<GgufTensor> tensors, LongConsumer written)
            throws IOException {
        Map<String, RoundingLoss> losses = new LinkedHashMap<>();
        byte[] head = new GgufWriter().header(metadata, tensors);
        WholeFile.write(target, temporary -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
                out.write(head);
                for (GgufTensor tensor : tensors) {
                    losses.put(tensor.name(), send(tensor, out, written));
                    out.write(new byte[padding(tensor.bytes())]);
                }
            }
        });
        return losses;
    }

    private byte[] header(Map<String, GgufValue> metadata, List<GgufTensor> tensors) throws IOException {
        int32(MAGIC);
        int32(VERSION);
        int64(tensors.size());
        int64(metadata.size());
        for (Map.Entry<String, GgufValue> pair : metadata.entrySet()) {
            pair(pair.getKey(), pair.getValue());
        }
        long offset = 0;
        for (GgufTensor tensor : tensors) {
            text(tensor.name());
            int32(tensor.shape().size());
            for (int axis = tensor.shape().size() - 1; axis >= 0; axis--) {
                int64(tensor.shape().get(axis));
            }
            int32((int) GgmlType.idOf(tensor.type()));
            int64(offset);
            offset += tensor.bytes() + padding(tensor.bytes());
        }
        header.writeBytes(new byte[padding(header.size())]);
        return header.toByteArray();
    }

    private static int padding(long bytes) {
        return (int) Math.floorMod(-bytes, (long) ALIGNMENT);
    }

    private void pair(String key, GgufValue value) throws IOException {
        if (value instanceof GgufValue.Copied copied) {
            header.writeBytes(copied.file().pair(key));
            return;
        }
        text(key);
        if (value instanceof GgufValue.Whole whole) {
            int32(4);
            int32((int) whole.value());
        } else if (value instanceof GgufValue.Real real) {
            int32(6);
            int32(Float.floatToIntBits((float) real.value()));
        } else if (value instanceof GgufValue.Flag flag) {
            int32(7);
            header.write(flag.value() ? 1 : 0);
        } else if (value instanceof GgufValue.Text text) {
            int32(8);
            text(text.value());
        } else if (value instanceof GgufValue.Texts texts) {
            array(8, texts.values().size());
            texts.values().forEach(this::text);
        } else if (value instanceof GgufValue.Wholes wholes) {
            array(5, wholes.values().size());
            wholes.values().forEach(this::int32);
        }
    }

    private void array(int elementType, int size) {
        int32(9);
        int32(elementType);
        int64(size);
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int64(bytes.length);
        header.writeBytes(bytes);
    }

    private void int32(int value) {
        header.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }

    private void int64(long value) {
        header.writeBytes(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
    }

    private static RoundingLoss send(GgufTensor tensor, OutputStream out, LongConsumer written) throws IOException {
        float[] values = new float[Math.toIntExact(tensor.elements())];
        FloatBuffer target = FloatBuffer.wrap(values);
        tensor.numbers().putInto(target);
        if (target.hasRemaining()) {
            throw new IllegalStateException("only " + target.position() + " numbers of tensor '" + tensor.name()
                    + "' of shape " + tensor.shape() + " were given");
        }
        ElementType type = tensor.type();
        FloatEncoder encoder = new FloatEncoder(tensor.name(), type);
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int most = BUFFER_BYTES / type.blockBytes() * type.blockElements();
        for (int from = 0; from < values.length; from += most) {
            buffer.clear();
            encoder.encode(values, from, Math.min(most, values.length - from), buffer);
            out.write(buffer.array(), 0, buffer.position());
            written.accept(buffer.position());
        }
        return encoder.loss();
    }
}
