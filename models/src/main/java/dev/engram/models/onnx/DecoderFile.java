package dev.engram.models.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.CodedOutputStream;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.models.weights.WeightMatrix;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * A whole decoder as an ONNX model in float32, to be written: one file, or a second one beside it for the weights where they are more than a file
 * can hold. One tensor at a time is in memory.
 */
public final class DecoderFile {

    /** The file of the graph. */
    public static final String NAME = "model.onnx";

    /** The version of ONNX's own operators that it is written in. */
    public static final int OPERATOR_SET = GraphBuilder.OPSET;

    private static final String DATA_NAME = "model.onnx_data";

    /** Protobuf ends at 2 GiB; the graph itself is less than a hundredth of that. */
    private static final long MOST_BYTES_INSIDE = 2_000_000_000;

    /** Tensors beside the graph begin at pages, so that a runtime can map them. */
    private static final long PAGE = 4096;

    private static final int GRAPH_FIELD = 7;
    private static final int INITIALIZER_FIELD = 5;
    private static final int RAW_DATA_FIELD = 9;
    private static final int CHUNK_BYTES = 1 << 20;

    private final GraphProto graph;
    private final List<Weight> weights = new ArrayList<>();
    private final boolean isBeside;

    /** A tensor, and where its numbers come from: asked for once. */
    private record Weight(String name, List<Long> shape, Supplier<float[]> numbers) {

        long bytes() {
            return shape.stream().reduce((long) Float.BYTES, Math::multiplyExact);
        }

        TensorProto.Builder header() {
            return TensorProto.newBuilder()
                    .setName(name)
                    .setDataType(DataType.FLOAT.getNumber())
                    .addAllDims(shape);
        }
    }

    private DecoderFile(
            DecoderWeights decoder, Map<Integer, FloatTensor> mlpOutputs, boolean keepsPast, long mostInside) {
        DecoderGraph built = DecoderGraph.of(decoder, keepsPast);
        this.graph = built.graph().graph();
        addTable(NamedWeights.TOKEN_EMBEDDING, decoder.tokenEmbedding());
        decoder.positionEmbedding().ifPresent(table -> addTable(NamedWeights.POSITION_EMBEDDING, table));
        for (int i = 0; i < built.named().size(); i++) {
            add(built.named().get(i), Optional.ofNullable(mlpOutputs.get(i)));
        }
        this.isBeside = weightBytes() > mostInside;
    }

    /**
     * A decoder to be written.
     *
     * @param mlpOutputs W [D, F], outputs first, by layer, in place of the decoder's own
     * @param keepsPast whether keys and values of earlier tokens go in and those of all come out
     */
    public static DecoderFile of(DecoderWeights weights, Map<Integer, FloatTensor> mlpOutputs, boolean keepsPast) {
        return of(weights, mlpOutputs, keepsPast, MOST_BYTES_INSIDE);
    }

    static DecoderFile of(
            DecoderWeights weights, Map<Integer, FloatTensor> mlpOutputs, boolean keepsPast, long mostInside) {
        return new DecoderFile(weights, mlpOutputs, keepsPast, mostInside);
    }

    private void addTable(String name, WeightMatrix table) {
        long rows = table.outputs().size();
        weights.add(new Weight(
                name, List.of(rows, (long) table.inputs()), () -> table.read().toArray()));
    }

    private void add(NamedWeights named, Optional<FloatTensor> mlpOutput) {
        named.matrices().forEach((name, matrix) -> {
            int outputs = matrix.outputs().size();
            Supplier<FloatTensor> map =
                    name.endsWith(NamedWeights.MLP_OUTPUT) ? () -> mlpOutput.orElseGet(matrix::read) : matrix::read;
            List<Long> shape = List.of((long) matrix.inputs(), (long) outputs);
            weights.add(new Weight(name, shape, () -> turned(map.get().toArray(), outputs)));
        });
        named.vectors()
                .forEach((name, vector) -> weights.add(
                        new Weight(name, List.of((long) vector.entries().size()), vector::read)));
    }

    /** [outputs, inputs] as [inputs, outputs]. */
    private static float[] turned(float[] matrix, int outputs) {
        int inputs = matrix.length / outputs;
        float[] turned = new float[matrix.length];
        int block = 32; // both sides of a 32 x 32 block fit the first-level cache
        for (int firstOutput = 0; firstOutput < outputs; firstOutput += block) {
            for (int firstInput = 0; firstInput < inputs; firstInput += block) {
                for (int output = firstOutput; output < Math.min(outputs, firstOutput + block); output++) {
                    for (int input = firstInput; input < Math.min(inputs, firstInput + block); input++) {
                        turned[input * outputs + output] = matrix[output * inputs + input];
                    }
                }
            }
        }
        return turned;
    }

    /** Of all weights. */
    public long weightBytes() {
        return weights.stream().mapToLong(Weight::bytes).sum();
    }

    /** The names of the files that are written. */
    public List<String> fileNames() {
        return isBeside ? List.of(NAME, DATA_NAME) : List.of(NAME);
    }

    /**
     * Writes the files into a directory.
     *
     * @param places gives the place of a file by its name
     * @param written hears of the weights' bytes, a piece at a time
     * @throws IllegalArgumentException if a weight is NaN or infinite; the message names it
     */
    public void write(Places places, LongConsumer written) throws IOException {
        if (isBeside) {
            writeBeside(places, written);
        } else {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(places.of(NAME)))) {
                writeInside(CodedOutputStream.newInstance(out, CHUNK_BYTES), written);
            }
        }
    }

    /** Where files go. */
    @FunctionalInterface
    public interface Places {
        Path of(String name) throws IOException;
    }

    /**
     * The message field by field, since no message in memory may hold all weights: a graph that ends with its initializers, each of which ends with
     * its numbers.
     */
    private void writeInside(CodedOutputStream out, LongConsumer written) throws IOException {
        ModelProto model = GraphBuilder.model().build();
        model.writeTo(out);
        out.writeTag(GRAPH_FIELD, 2);
        long length = graph.getSerializedSize();
        for (Weight weight : weights) {
            length += sizeWithTag(INITIALIZER_FIELD, tensorSize(weight));
        }
        out.writeUInt32NoTag(Math.toIntExact(length));
        graph.writeTo(out);
        for (Weight weight : weights) {
            out.writeTag(INITIALIZER_FIELD, 2);
            out.writeUInt32NoTag(Math.toIntExact(tensorSize(weight)));
            weight.header().build().writeTo(out);
            out.writeTag(RAW_DATA_FIELD, 2);
            out.writeUInt32NoTag(Math.toIntExact(weight.bytes()));
            send(weight, (bytes, count) -> out.writeRawBytes(bytes, 0, count), written);
        }
        out.flush();
    }

    private static long tensorSize(Weight weight) {
        return weight.header().build().getSerializedSize() + sizeWithTag(RAW_DATA_FIELD, weight.bytes());
    }

    private static long sizeWithTag(int field, long bytes) {
        return CodedOutputStream.computeTagSize(field) + CodedOutputStream.computeUInt64SizeNoTag(bytes) + bytes;
    }

    private void writeBeside(Places places, LongConsumer written) throws IOException {
        GraphProto.Builder all = graph.toBuilder();
        long offset = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(places.of(DATA_NAME)))) {
            for (Weight weight : weights) {
                int padding = (int) Math.floorMod(-offset, PAGE);
                out.write(new byte[padding]);
                offset += padding;
                all.addInitializer(weight.header()
                        .setDataLocation(DataLocation.EXTERNAL)
                        .addExternalData(entry("location", DATA_NAME))
                        .addExternalData(entry("offset", Long.toString(offset)))
                        .addExternalData(entry("length", Long.toString(weight.bytes()))));
                send(weight, (bytes, count) -> out.write(bytes, 0, count), written);
                offset += weight.bytes();
            }
        }
        Files.write(places.of(NAME), GraphBuilder.model().setGraph(all).build().toByteArray());
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    @FunctionalInterface
    private interface Sink {
        void take(byte[] bytes, int count) throws IOException;
    }

    private static void send(Weight weight, Sink sink, LongConsumer written) throws IOException {
        float[] numbers = weight.numbers().get();
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                throw new IllegalArgumentException("the tensor '" + weight.name() + "' holds " + number);
            }
        }
        byte[] chunk = new byte[CHUNK_BYTES];
        FloatBuffer floats =
                ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        for (int from = 0; from < numbers.length; from += floats.capacity()) {
            int count = Math.min(floats.capacity(), numbers.length - from);
            floats.put(0, numbers, from, count);
            sink.take(chunk, count * Float.BYTES);
            written.accept((long) count * Float.BYTES);
        }
    }
}
