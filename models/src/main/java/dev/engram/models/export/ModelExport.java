package dev.engram.models.export;

import java.io.IOException;
import java.nio.file.Path;

/** A model ready to be written in some format. Used once, by one thread. */
public interface ModelExport {

    /**
     * Writes the model.
     *
     * @param target made with its parents
     * @throws IllegalArgumentException if something else is there, or a weight is NaN, infinite or too large for its number type; the message
     *     names the tensor
     * @throws IOException if something cannot be read or written. In all cases of failure the target is as it was
     */
    ExportedModel writeTo(Path target, ExportProgress progress) throws IOException;
}
