package dev.engram.models.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.engram.models.onnx.GraphBuilder.Attribute.Whole;
import dev.engram.models.onnx.GraphBuilder.Attribute.Wholes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Decoders of a few nodes, whose logits can be told by hand: the logit of token v after some tokens is v times (the sum of all tokens so far
 * plus the last one's position), so that it shows whether a graph was given its past and its positions.
 */
public final class TinyGraphs {

    /** V. */
    public static final int VOCABULARY = 5;

    private static final List<String> BATCH = List.of("batch", "sequence");

    private TinyGraphs() {}

    /** What a graph asks for. */
    public record Traits(boolean past, boolean positions, boolean half) {}

    /** The logits that such a graph gives after some tokens. */
    public static float[] logits(List<Integer> tokens, boolean positions) {
        float[] logits = new float[VOCABULARY];
        int sum = tokens.stream().mapToInt(Integer::intValue).sum() + (positions ? tokens.size() - 1 : 0);
        for (int v = 0; v < VOCABULARY; v++) {
            logits[v] = v * sum;
        }
        return logits;
    }

    /** Writes a graph. */
    public static Path write(Path file, Traits traits) throws IOException {
        return write(file, decoder(traits).graph());
    }

    private static Path write(Path file, ai.onnx.proto.OnnxMl.GraphProto graph) throws IOException {
        return Files.write(file, GraphBuilder.model().setGraph(graph).build().toByteArray());
    }

    private static GraphBuilder decoder(Traits traits) {
        DataType type = traits.half() ? DataType.FLOAT16 : DataType.FLOAT;
        GraphBuilder graph = new GraphBuilder("sums");
        String ids = graph.input("input_ids", DataType.INT64, BATCH);
        String numbers = graph.op("Cast", List.of(ids), new Whole("to", DataType.FLOAT.getNumber()));
        String sums = graph.op("CumSum", numbers, graph.whole(1));
        if (traits.past()) {
            String past = graph.input("past_key_values.0.key", type, List.of("batch", "1", "past", "1"));
            String own = graph.op("Unsqueeze", numbers, graph.wholes(1, 3));
            String present = graph.op(
                    "Concat",
                    List.of(past, graph.op("Cast", List.of(own), new Whole("to", type.getNumber()))),
                    new Whole("axis", 2));
            String before = graph.op("Cast", List.of(past), new Whole("to", DataType.FLOAT.getNumber()));
            String total = graph.op("ReduceSum", before, graph.wholes(1, 2, 3)); // [batch, 1, 1, 1]
            sums = graph.op("Add", sums, graph.op("Reshape", total, graph.wholes(-1, 1)));
            graph.output("present.0.key", present, type, List.of("batch", "1", "total", "1"));
        }
        if (traits.positions()) {
            String positions = graph.input("position_ids", DataType.INT64, BATCH);
            sums = graph.op(
                    "Add", sums, graph.op("Cast", List.of(positions), new Whole("to", DataType.FLOAT.getNumber())));
        }
        String tokens = graph.numbers("tokens", new double[] {0, 1, 2, 3, 4});
        String logits = graph.op("Mul", graph.op("Unsqueeze", sums, graph.wholes(2)), tokens);
        graph.output(
                "logits",
                graph.op("Cast", List.of(logits), new Whole("to", type.getNumber())),
                type,
                List.of("batch", "sequence", "5"));
        return graph;
    }

    /** A graph with another input. */
    public static Path withoutIds(Path file) throws IOException {
        GraphBuilder graph = new GraphBuilder("encoder");
        String images = graph.input("pixel_values", List.of("batch", "width"));
        graph.output("logits", graph.op("Relu", images), List.of("batch", "width"));
        return write(file, graph.graph());
    }

    /** A decoder that asks for one thing more. */
    public static Path withUnknownInput(Path file) throws IOException {
        GraphBuilder graph = decoder(new Traits(false, false, false));
        graph.input("encoder_hidden_states", List.of("batch", "width"));
        return write(file, graph.graph());
    }

    /** A decoder with an operator that there is not. */
    public static Path withUnknownOperator(Path file) throws IOException {
        GraphBuilder graph = new GraphBuilder("unknown");
        String ids = graph.input("input_ids", DataType.INT64, BATCH);
        graph.output("logits", graph.op("FlyingCarpet", ids), List.of("batch", "sequence", "5"));
        return write(file, graph.graph());
    }

    /** A decoder in a version of the operators that there is not. */
    public static Path withOperatorSet(Path file, long version) throws IOException {
        ModelProto.Builder model = GraphBuilder.model().clearOpsetImport();
        model.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(version));
        return Files.write(
                file,
                model.setGraph(decoder(new Traits(false, false, false)).graph())
                        .build()
                        .toByteArray());
    }

    /**
     * A graph with a tensor of two floats outside of its file, inside a node's attribute if asked for.
     *
     * @param entries such as location, offset and length
     */
    public static Path withExternalData(Path file, Map<String, String> entries, boolean inAttribute)
            throws IOException {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName("far")
                .setDataType(DataType.FLOAT.getNumber())
                .addDims(2)
                .setDataLocation(DataLocation.EXTERNAL);
        entries.forEach((key, value) -> tensor.addExternalData(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        var graph = decoder(new Traits(false, false, false)).graph().toBuilder();
        if (inAttribute) {
            graph.getNodeBuilder(0).addAttributeBuilder().setName("value").setT(tensor);
        } else {
            graph.addInitializer(tensor);
        }
        return write(file, graph.build());
    }

    /** The bytes of a sound graph. */
    public static byte[] bytes() {
        return GraphBuilder.model()
                .setGraph(decoder(new Traits(true, true, false)).graph())
                .build()
                .toByteArray();
    }

    /** A graph of one node, for what only looks at a file. */
    static ModelProto transposition() {
        GraphBuilder graph = new GraphBuilder("t");
        String turned = graph.op("Transpose", List.of(graph.input("x", BATCH)), new Wholes("perm", List.of(1L, 0L)));
        graph.output("y", turned, BATCH);
        return GraphBuilder.model().setGraph(graph.graph()).build();
    }
}
