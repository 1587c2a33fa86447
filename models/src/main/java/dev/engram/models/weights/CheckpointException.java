package dev.engram.models.weights;

import java.io.IOException;
import java.nio.file.Path;

/** A model's file that cannot be what it claims to be; the message names the file and, where one is at fault, the tensor. */
public final class CheckpointException extends IOException {

    private static final long serialVersionUID = 1L;

    public CheckpointException(Path file, String problem) {
        super(file + ": " + problem);
    }

    public CheckpointException(Path file, String tensor, String problem) {
        super(file + ": tensor '" + tensor + "' " + problem);
    }
}
