package dev.engram.models.weights;

import dev.engram.models.tensor.FloatTensor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes safetensors files: to a temporary file beside the target, then moved into place. */
public final class SafetensorsWriter {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int ALIGNMENT = 8;

    private SafetensorsWriter() {}

    /**
     * Writes tensors in the map's order.
     *
     * @param type {@code F32}, or {@code F16} for the nearest value of that type
     * @param metadata texts that readers find in the header
     * @throws IllegalArgumentException if the type is another, or a value is NaN, infinite or too large for it; the message names the
     *     tensor
     */
    public static void write(
            Path target, Map<String, FloatTensor> tensors, ElementType type, Map<String, String> metadata)
            throws IOException {
        if (type != ElementType.F32 && type != ElementType.F16) {
            throw new IllegalArgumentException("weights are written as F32 or F16, not as " + type);
        }
        byte[] header = header(tensors, type, metadata);
        Path temporary = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
                byte[] length = new byte[Long.BYTES];
                littleEndian(length).putLong(header.length);
                out.write(length);
                out.write(header);
                for (Map.Entry<String, FloatTensor> tensor : tensors.entrySet()) {
                    out.write(encoded(tensor.getKey(), tensor.getValue().toArray(), type));
                }
            }
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static byte[] header(Map<String, FloatTensor> tensors, ElementType type, Map<String, String> metadata) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("__metadata__", metadata);
        long begin = 0;
        for (Map.Entry<String, FloatTensor> tensor : tensors.entrySet()) {
            long end = begin + (long) tensor.getValue().size() * type.blockBytes();
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("dtype", type.name());
            entry.put("shape", tensor.getValue().shape());
            entry.put("data_offsets", List.of(begin, end));
            header.put(tensor.getKey(), entry);
            begin = end;
        }
        String json = JSON.writeValueAsString(header);
        int bytes = json.getBytes(StandardCharsets.UTF_8).length;
        return (json + " ".repeat(Math.floorMod(-bytes, ALIGNMENT))).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] encoded(String name, float[] values, ElementType type) {
        byte[] encoded = new byte[Math.multiplyExact(values.length, type.blockBytes())];
        ByteBuffer bytes = littleEndian(encoded);
        float largest = type == ElementType.F16 ? 65504f : Float.MAX_VALUE;
        for (float value : values) {
            if (!(Math.abs(value) <= largest)) {
                throw new IllegalArgumentException(
                        "the tensor '" + name + "' holds " + value + ", which is no " + type);
            }
            if (type == ElementType.F16) {
                bytes.putShort(HalfPrecision.toF16(value));
            } else {
                bytes.putFloat(value);
            }
        }
        return encoded;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
