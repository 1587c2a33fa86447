package dev.engram.models.weights;

import dev.engram.models.tensor.FloatTensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes put down one value after the other, as both formats write them. */
final class LittleEndianBytes {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    LittleEndianBytes int8(int value) {
        bytes.write(value);
        return this;
    }

    LittleEndianBytes int16(int value) {
        return int8(value).int8(value >> 8);
    }

    LittleEndianBytes int32(int value) {
        return int16(value).int16(value >> 16);
    }

    LittleEndianBytes int64(long value) {
        return int32((int) value).int32((int) (value >> 32));
    }

    LittleEndianBytes float32(float value) {
        return int32(Float.floatToRawIntBits(value));
    }

    LittleEndianBytes float64(double value) {
        return int64(Double.doubleToRawLongBits(value));
    }

    /** A string as GGUF has it: its length in bytes, then the bytes. */
    LittleEndianBytes text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return int64(utf8.length).raw(utf8);
    }

    LittleEndianBytes raw(byte[] value) {
        bytes.writeBytes(value);
        return this;
    }

    LittleEndianBytes zeros(int count) {
        return raw(new byte[count]);
    }

    LittleEndianBytes floats(FloatTensor tensor) {
        float[] values = tensor.toArray();
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return raw(buffer.array());
    }

    LittleEndianBytes alignTo(int alignment) {
        return zeros(Math.floorMod(-size(), alignment));
    }

    int size() {
        return bytes.size();
    }

    byte[] toArray() {
        return bytes.toByteArray();
    }

    Path writeTo(Path file) throws IOException {
        return Files.write(file, toArray());
    }
}
