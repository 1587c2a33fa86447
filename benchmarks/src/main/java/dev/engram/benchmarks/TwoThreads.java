package dev.engram.benchmarks;

import dev.engram.models.EditableModel;
import dev.engram.models.files.EngineKind;
import dev.engram.models.files.ModelFiles;
import java.io.IOException;
import java.nio.file.Path;

/** Models that compute on two threads, whatever the machine has: the number that all figures are quoted for. */
final class TwoThreads {

    private static final String COUNT = "2";

    private TwoThreads() {}

    /** Sets the number before PyTorch's library is loaded. */
    static void set() {
        System.setProperty("ai.djl.pytorch.num_threads", COUNT);
        System.setProperty("ai.djl.pytorch.num_interop_threads", COUNT);
    }

    /**
     * Loads a model; the caller closes it.
     *
     * <p>PyTorch takes the number of threads once, when its library is loaded: nothing else may have used it in this process before.
     */
    static EditableModel load(Path path) throws IOException {
        return load(path, EngineKind.DJL);
    }

    /** The same on an engine; ONNX Runtime takes as many threads as there are processors. */
    static EditableModel load(Path path, EngineKind engine) throws IOException {
        set();
        try (ModelFiles files = ModelFiles.open(path)) {
            return files.load(engine);
        }
    }
}
