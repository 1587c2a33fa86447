package dev.engram.editing.saved;

import dev.engram.models.disk.Digest;
import dev.engram.models.tensor.FloatTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** The SHA-256 of what a file of edits says, its checksum apart. */
final class Checksum {

    private Checksum() {}

    static String of(String model, String described, Collection<FloatTensor> tensors) {
        Digest digest = Digest.sha256();
        add(digest, model);
        add(digest, described);
        for (FloatTensor tensor : tensors) {
            add(digest, tensor.shape().toString());
            float[] values = tensor.toArray();
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            digest.add(bytes);
        }
        return digest.hex();
    }

    private static void add(Digest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.add(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.add(bytes);
    }
}
