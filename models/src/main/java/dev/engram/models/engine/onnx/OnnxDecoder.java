package dev.engram.models.engine.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.engram.models.engine.WholeDecoder;
import dev.engram.models.weights.CheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A decoder as one ONNX graph that another tool made, with the inputs and outputs that Optimum gives such graphs: {@code input_ids}, maybe
 * {@code attention_mask} and {@code position_ids}, maybe {@code past_key_values.N.key} and {@code .value}, and {@code logits} with
 * {@code present.N.key} and {@code .value}.
 */
public final class OnnxDecoder implements WholeDecoder {

    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String POSITIONS = "position_ids";
    private static final String USES_CACHE = "use_cache_branch";
    private static final String PAST = "past_key_values.";
    private static final List<String> PRESENT = List.of("present.", "present_key_values.");
    private static final String LOGITS = "logits";

    private final OrtSession session;
    private final Map<String, TensorInfo> inputs;
    private final Map<String, String> presentOfPast;
    private final int vocabulary;
    private final int contextLength;

    private OnnxDecoder(
            OrtSession session,
            Map<String, TensorInfo> inputs,
            Map<String, String> presentOfPast,
            int vocabulary,
            int contextLength) {
        this.session = session;
        this.inputs = inputs;
        this.presentOfPast = presentOfPast;
        this.vocabulary = vocabulary;
        this.contextLength = contextLength;
    }

    /**
     * Opens a graph that has been checked.
     *
     * @param vocabulary that its configuration says
     * @param contextLength that its configuration says
     * @throws IOException if the graph is not one of a decoder, or ONNX Runtime cannot run it; the message names the file
     */
    public static OnnxDecoder open(Path file, int vocabulary, int contextLength) throws IOException {
        OrtSession session;
        try {
            session = OnnxRuntime.session(file);
        } catch (OrtException e) {
            throw new CheckpointException(file, "ONNX Runtime cannot run this graph: " + sentence(e));
        }
        try {
            return new Opening(file, session).decoder(vocabulary, contextLength);
        } catch (IOException | RuntimeException e) {
            close(session);
            throw e;
        }
    }

    /** What the runtime says, without the code that it begins with. */
    private static String sentence(OrtException failure) {
        return String.valueOf(failure.getMessage())
                .replaceFirst("^Error code - \\S+ - message: ", "")
                .strip();
    }

    /** What a graph must have to be a decoder of text. */
    private record Opening(Path file, OrtSession session) {

        OnnxDecoder decoder(int vocabulary, int contextLength) throws IOException {
            try {
                Map<String, TensorInfo> inputs = tensors(session.getInputInfo());
                Map<String, TensorInfo> outputs = tensors(session.getOutputInfo());
                require(inputs, IDS, "input", "token ids");
                TensorInfo logits = require(outputs, LOGITS, "output", "the logits of the next token");
                Map<String, String> presentOfPast = new LinkedHashMap<>();
                for (String input : inputs.keySet()) {
                    if (input.startsWith(PAST)) {
                        presentOfPast.put(input, present(input, outputs.keySet()));
                    } else if (!Set.of(IDS, MASK, POSITIONS, USES_CACHE).contains(input)) {
                        throw new CheckpointException(
                                file, "asks for the input '" + input + "', which a decoder of text does not have");
                    }
                }
                long[] shape = logits.getShape();
                long width = shape[shape.length - 1];
                return new OnnxDecoder(
                        session, inputs, presentOfPast, width > 0 ? Math.toIntExact(width) : vocabulary, contextLength);
            } catch (OrtException e) {
                throw new CheckpointException(file, "ONNX Runtime cannot tell its inputs: " + sentence(e));
            }
        }

        private TensorInfo require(Map<String, TensorInfo> there, String name, String kind, String meaning)
                throws CheckpointException {
            TensorInfo info = there.get(name);
            if (info == null) {
                throw new CheckpointException(
                        file,
                        "has no " + kind + " '" + name + "' (" + meaning + "), so it is no decoder of text; its " + kind
                                + "s are " + String.join(", ", there.keySet()));
            }
            return info;
        }

        private String present(String past, Set<String> outputs) throws CheckpointException {
            for (String prefix : PRESENT) {
                String name = prefix + past.substring(PAST.length());
                if (outputs.contains(name)) {
                    return name;
                }
            }
            throw new CheckpointException(
                    file,
                    "takes '" + past + "', but gives no '" + PRESENT.get(0) + past.substring(PAST.length())
                            + "' for the next token");
        }

        private static Map<String, TensorInfo> tensors(Map<String, NodeInfo> nodes) {
            Map<String, TensorInfo> tensors = new LinkedHashMap<>();
            nodes.forEach((name, node) -> {
                if (node.getInfo() instanceof TensorInfo tensor) {
                    tensors.put(name, tensor);
                }
            });
            return tensors;
        }
    }

    @Override
    public int vocabulary() {
        return vocabulary;
    }

    @Override
    public int contextLength() {
        return contextLength;
    }

    @Override
    public PositionLogits run(List<List<Integer>> sequences) {
        int longest = sequences.stream().mapToInt(List::size).max().orElseThrow();
        Map<String, OnnxTensor> given = new HashMap<>();
        try {
            putTokens(given, sequences, longest, 0);
            for (String past : presentOfPast.keySet()) {
                given.put(past, emptyPast(past, sequences.size()));
            }
            try (OrtSession.Result result = session.run(given, Set.of(LOGITS))) {
                FloatBuffer logits = logits(result);
                return (sequence, position) -> row(logits, sequence * longest + position);
            }
        } catch (OrtException e) {
            throw failed(e);
        } finally {
            given.values().forEach(OnnxTensor::close);
        }
    }

    private FloatBuffer logits(OrtSession.Result result) {
        OnnxTensor tensor = (OnnxTensor) result.get(LOGITS).orElseThrow();
        FloatBuffer values = tensor.getFloatBuffer();
        if (values == null) {
            throw new IllegalStateException("the graph's logits are of type " + tensor.getInfo().type + ", not floats");
        }
        return values;
    }

    private float[] row(FloatBuffer logits, int row) {
        float[] values = new float[vocabulary];
        logits.get(row * vocabulary, values);
        return values;
    }

    private static IllegalStateException failed(OrtException e) {
        return new IllegalStateException("ONNX Runtime could not run the graph: " + sentence(e), e);
    }

    /**
     * Adds what a graph is told of tokens.
     *
     * @param length of each row; shorter sequences are padded on the right
     * @param kept tokens of the only sequence that have been run before
     */
    private void putTokens(Map<String, OnnxTensor> given, List<List<Integer>> sequences, int length, int kept)
            throws OrtException {
        int batch = sequences.size();
        long[] ids = new long[batch * length];
        long[] mask = new long[batch * (kept + length)];
        long[] positions = new long[batch * length];
        for (int sequence = 0; sequence < batch; sequence++) {
            List<Integer> tokens = sequences.get(sequence);
            for (int i = 0; i < length; i++) {
                ids[sequence * length + i] = i < tokens.size() ? tokens.get(i) : 0;
                positions[sequence * length + i] = (long) kept + i;
            }
            int first = sequence * (kept + length);
            Arrays.fill(mask, first, first + kept + tokens.size(), 1);
        }
        putIfTaken(given, IDS, ids, batch);
        putIfTaken(given, MASK, mask, batch);
        putIfTaken(given, POSITIONS, positions, batch);
        if (inputs.containsKey(USES_CACHE)) {
            given.put(USES_CACHE, OnnxTensor.createTensor(environment(), new boolean[] {kept > 0}));
        }
    }

    private void putIfTaken(Map<String, OnnxTensor> given, String name, long[] values, int rows) throws OrtException {
        TensorInfo info = inputs.get(name);
        if (info == null) {
            return;
        }
        long[] shape = {rows, values.length / rows};
        if (info.type == OnnxJavaType.INT32) {
            int[] narrow = Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
            given.put(name, OnnxTensor.createTensor(environment(), IntBuffer.wrap(narrow), shape));
        } else {
            given.put(name, OnnxTensor.createTensor(environment(), LongBuffer.wrap(values), shape));
        }
    }

    /** Keys or values of no token. */
    private OnnxTensor emptyPast(String name, int batch) throws OrtException {
        TensorInfo info = inputs.get(name);
        if (info == null) {
            throw new IllegalStateException("the graph has no input " + name);
        }
        long[] shape = info.getShape().clone();
        shape[0] = batch;
        for (int axis = 1; axis < shape.length; axis++) {
            shape[axis] = Math.max(0, shape[axis]); // what is not fixed is the number of tokens
        }
        return OnnxTensor.createTensor(environment(), ByteBuffer.allocateDirect(0), shape, info.type);
    }

    private static OrtEnvironment environment() {
        return OnnxRuntime.environment();
    }

    @Override
    public GrowingSequence begin() {
        return presentOfPast.isEmpty() ? new Reread() : new Cached();
    }

    /** A text whose keys and values are kept. */
    private final class Cached implements GrowingSequence {

        private Map<String, OnnxTensor> past = new HashMap<>();
        private int length;

        @Override
        public float[] extend(List<Integer> tokens) {
            Map<String, OnnxTensor> given = new HashMap<>();
            try {
                putTokens(given, List.of(tokens), tokens.size(), length);
                if (past.isEmpty()) {
                    for (String name : presentOfPast.keySet()) {
                        past.put(name, emptyPast(name, 1));
                    }
                }
                Map<String, OnnxTensor> all = new HashMap<>(given);
                all.putAll(past);
                Set<String> asked = new LinkedHashSet<>(presentOfPast.values());
                asked.add(LOGITS);
                OrtSession.Result result = session.run(all, asked);
                close();
                presentOfPast.forEach((name, present) ->
                        past.put(name, (OnnxTensor) result.get(present).orElseThrow()));
                length += tokens.size();
                FloatBuffer logits = logits(result);
                result.get(LOGITS).orElseThrow().close();
                return row(logits, tokens.size() - 1);
            } catch (OrtException e) {
                throw failed(e);
            } finally {
                given.values().forEach(OnnxTensor::close);
            }
        }

        @Override
        public void close() {
            past.values().forEach(OnnxTensor::close);
            past = new HashMap<>();
        }
    }

    /** A text that is read from its beginning each time, since the graph keeps nothing. */
    private final class Reread implements GrowingSequence {

        private final List<Integer> text = new ArrayList<>();

        @Override
        public float[] extend(List<Integer> tokens) {
            text.addAll(tokens);
            return run(List.of(text)).at(0, text.size() - 1);
        }

        @Override
        public void close() {}
    }

    @Override
    public void close() {
        close(session);
    }

    private static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not end a session: " + e.getMessage(), e);
        }
    }
}
