package dev.engram.models.engine.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A graph of the engine's own, ready to be run. */
final class Graph implements AutoCloseable {

    private final OrtSession session;
    private final Set<String> inputs;

    private Graph(OrtSession session) {
        this.session = session;
        this.inputs = session.getInputNames();
    }

    static Graph of(byte[] graph) {
        try {
            return new Graph(OnnxRuntime.session(graph));
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not take a graph of ours: " + e.getMessage(), e);
        }
    }

    /** Part of a run: tensors that live as long as it. */
    @FunctionalInterface
    interface Views {
        void putInto(Map<String, OnnxTensor> views) throws OrtException;
    }

    /**
     * Runs the graph.
     *
     * @param weights by name, those that it does not ask for among them
     * @param given gives the other inputs; closed here
     * @param results gives the outputs, which the results are written into; closed here
     */
    void run(Map<String, OnnxTensor> weights, Views given, Views results) {
        Map<String, OnnxTensor> in = new HashMap<>();
        Map<String, OnnxTensor> out = new HashMap<>();
        try {
            given.putInto(in);
            results.putInto(out);
            Map<String, OnnxTensor> all = new HashMap<>(in);
            for (String name : inputs) {
                OnnxTensor weight = weights.get(name);
                if (weight != null) {
                    all.putIfAbsent(name, weight);
                }
            }
            session.run(all, Set.of(), out); // closing what it gives would close nothing: the memory is ours
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        } finally {
            in.values().forEach(OnnxTensor::close);
            out.values().forEach(OnnxTensor::close);
        }
    }

    /** Runs a graph of one output that is a tensor of its own, which the caller closes. */
    OnnxTensor run(Map<String, OnnxTensor> given) {
        try {
            OnnxValue result = session.run(given).get(0);
            return (OnnxTensor) result;
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not end a session: " + e.getMessage(), e);
        }
    }
}
