package dev.engram.models.export;

import java.util.function.LongConsumer;

/** Hears how far the writing of a model's weights has come. Called on the thread that writes. */
@FunctionalInterface
public interface ExportProgress {

    /** Hears nothing. */
    ExportProgress NONE = (doneBytes, totalBytes) -> {};

    /** Some more bytes are written. */
    void advanced(long doneBytes, long totalBytes);

    /** Hears of pieces, and sums them up. */
    default LongConsumer sum(long totalBytes) {
        long[] done = {0};
        return bytes -> {
            done[0] += bytes;
            advanced(done[0], totalBytes);
        };
    }
}
