package dev.engram.models.engine.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.engram.models.onnx.BlockParameters;
import dev.engram.models.onnx.NamedWeights;
import dev.engram.models.onnx.SeamGraphs;
import dev.engram.models.weights.BlockWeights;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.models.weights.WeightMatrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A decoder's weights in ONNX Runtime's memory, under the names of the graphs' inputs. Owns them. */
final class OnnxWeights implements AutoCloseable {

    /** A block's weights, and which there are. */
    record Block(BlockParameters names, Map<String, OnnxTensor> tensors) {}

    /** The final norm and the unembedding. */
    record End(BlockParameters.Norm norm, BlockParameters.Linear unembedding, Map<String, OnnxTensor> tensors) {}

    private final Graph turn = Graph.of(SeamGraphs.turn());
    private final Graph copy = Graph.of(SeamGraphs.copy());
    private final Map<String, OnnxTensor> tables = new HashMap<>();
    private final List<Block> blocks = new ArrayList<>();
    private final Map<String, OnnxTensor> endTensors = new HashMap<>();
    private final End end;

    /** Reads matrix after matrix through one staging buffer, so that loading needs little more memory than the model itself. */
    private FloatBuffer staging = FloatBuffer.allocate(0);

    private OnnxWeights(DecoderWeights weights) {
        try {
            tables.put(NamedWeights.TOKEN_EMBEDDING, table(weights.tokenEmbedding()));
            weights.positionEmbedding()
                    .ifPresent(positions -> tables.put(NamedWeights.POSITION_EMBEDDING, table(positions)));
            weights.blocks().forEach(this::load);
            NamedWeights named = new NamedWeights("");
            end = new End(named.addFinalNorm(weights), named.addUnembedding(weights), endTensors);
            load(named, endTensors);
            staging = FloatBuffer.allocate(0);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** @throws IllegalArgumentException if a weight is NaN or infinite; the message names its tensor */
    static OnnxWeights load(DecoderWeights weights) {
        return new OnnxWeights(weights);
    }

    OnnxTensor table(String name) {
        OnnxTensor table = tables.get(name);
        if (table == null) {
            throw new IllegalStateException("the model has no " + name);
        }
        return table;
    }

    List<Block> blocks() {
        return blocks;
    }

    End end() {
        return end;
    }

    private void load(BlockWeights block) {
        NamedWeights named = new NamedWeights("");
        Map<String, OnnxTensor> tensors = new HashMap<>();
        blocks.add(new Block(named.add(block), tensors)); // before they are read, so that they are closed if that fails
        load(named, tensors);
    }

    private void load(NamedWeights named, Map<String, OnnxTensor> tensors) {
        named.matrices().forEach((name, matrix) -> {
            stage(matrix);
            tensors.put(name, turned(matrix.outputs().size(), matrix.inputs()));
        });
        named.vectors().forEach((name, vector) -> tensors.put(name, tensor(FloatBuffer.wrap(vector.read()))));
    }

    private OnnxTensor table(WeightMatrix matrix) {
        stage(matrix);
        return stored(copy, matrix.outputs().size(), matrix.inputs());
    }

    /** The matrix [outputs, inputs] as graphs have it. */
    OnnxTensor turned(float[] matrix, int outputs) {
        stage(matrix.length).put(matrix);
        OnnxTensor result = turned(outputs, matrix.length / outputs);
        staging = FloatBuffer.allocate(0);
        return result;
    }

    private OnnxTensor turned(int outputs, int inputs) {
        return stored(turn, outputs, inputs);
    }

    private void stage(WeightMatrix matrix) {
        matrix.read(stage(matrix.size()));
    }

    private FloatBuffer stage(int size) {
        if (staging.capacity() < size) {
            staging = ByteBuffer.allocateDirect(Math.multiplyExact(size, Float.BYTES))
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }
        return staging.clear();
    }

    /** What is staged, through a graph that leaves it in ONNX Runtime's own memory. */
    private OnnxTensor stored(Graph graph, int rows, int columns) {
        FloatBuffer exact = staging.slice(0, rows * columns);
        try (OnnxTensor staged =
                OnnxTensor.createTensor(OnnxRuntime.environment(), exact, new long[] {rows, columns})) {
            return graph.run(Map.of(SeamGraphs.MATRIX, staged));
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not take a weight: " + e.getMessage(), e);
        }
    }

    private static OnnxTensor tensor(FloatBuffer vector) {
        try {
            return OnnxTensor.createTensor(OnnxRuntime.environment(), vector, new long[] {vector.remaining()});
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not take a weight: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        blocks.forEach(block -> block.tensors().values().forEach(OnnxTensor::close));
        endTensors.values().forEach(OnnxTensor::close);
        tables.values().forEach(OnnxTensor::close);
        turn.close();
        copy.close();
    }
}
