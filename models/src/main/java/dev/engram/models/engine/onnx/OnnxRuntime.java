package dev.engram.models.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.file.Path;

/**
 * ONNX Runtime in this process. All sessions share one pool of threads, as many as there are processors, so that those of one graph do not wait
 * for work on a processor that another graph needs.
 */
final class OnnxRuntime {

    private static final String NAME = "engram";

    private OnnxRuntime() {}

    private static final class Holder {
        static final OrtEnvironment ENVIRONMENT = create();

        private static OrtEnvironment create() {
            try {
                OrtEnvironment.ThreadingOptions threads = new OrtEnvironment.ThreadingOptions();
                threads.setGlobalIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
                threads.setGlobalSpinControl(false); // between two runs there may be long work elsewhere
                // What goes wrong is thrown too; the native log would only repeat it on standard error.
                OrtEnvironment environment =
                        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, NAME, threads);
                environment.setTelemetry(false);
                return environment;
            } catch (OrtException e) {
                throw new IllegalStateException("ONNX Runtime does not start: " + e.getMessage(), e);
            }
        }
    }

    static OrtEnvironment environment() {
        return Holder.ENVIRONMENT;
    }

    /** A session of a graph in memory. */
    static OrtSession session(byte[] graph) throws OrtException {
        try (SessionOptions options = options()) {
            return environment().createSession(graph, options);
        }
    }

    /** A session of a graph in a file, and of what lies beside it. */
    static OrtSession session(Path file) throws OrtException {
        try (SessionOptions options = options()) {
            return environment().createSession(file.toString(), options);
        }
    }

    private static SessionOptions options() throws OrtException {
        SessionOptions options = new SessionOptions();
        options.disablePerSessionThreads();
        options.setMemoryPatternOptimization(false); // shapes differ from run to run
        return options;
    }
}
