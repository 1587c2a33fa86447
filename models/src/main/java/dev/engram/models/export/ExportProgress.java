package dev.engram.models.export;

/** Hears how far the writing of a model's weights has come. Called on the thread that writes. */
@FunctionalInterface
public interface ExportProgress {

    /** Hears nothing. */
    ExportProgress NONE = (doneBytes, totalBytes) -> {};

    /** Some more bytes are written. */
    void advanced(long doneBytes, long totalBytes);
}
