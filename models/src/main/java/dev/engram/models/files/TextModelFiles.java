package dev.engram.models.files;

import dev.engram.models.LanguageModel;
import java.io.IOException;
import java.nio.file.Path;

/** The files of a model of which at least texts can be asked. */
public sealed interface TextModelFiles extends AutoCloseable permits ModelFiles, OnnxModelFiles {

    /**
     * Opens a model of any kind: one that is understood if its files allow it, else a graph that others made.
     *
     * @throws IOException if a file is missing or broken; the message names it
     * @throws IllegalArgumentException if the model is of a kind that is not supported, or its files contradict each other
     */
    static TextModelFiles open(Path path) throws IOException {
        return OnnxModelFiles.isGraphAlone(path) ? OnnxModelFiles.open(path) : ModelFiles.open(path);
    }

    /** A short name for people. */
    String name();

    /** The hash of everything that decides what the model computes. */
    ModelFingerprint fingerprint() throws IOException;

    /** Loads the weights. The result owns all it needs; these files may be closed. */
    LanguageModel load() throws IOException;

    @Override
    void close();
}
