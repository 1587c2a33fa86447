package dev.engram.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A graph that is built node by node: each operation gives the name of its result, to be used in the next. Names that nothing in the graph
 * gives a value are its parameters.
 */
final class GraphBuilder {

    /** The oldest set with layer normalisation; what reads newer ones reads it too. */
    static final int OPSET = 17;

    /** The version of the format that came with that set. */
    private static final int IR_VERSION = 8;

    private static final String PRODUCER = "engram";

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final Set<String> known = new HashSet<>();
    private final Set<String> parameters = new LinkedHashSet<>();
    private String scope = "";

    GraphBuilder(String name) {
        graph.setName(name);
    }

    /** A value of an attribute. */
    sealed interface Attribute {

        String name();

        record Whole(String name, long value) implements Attribute {}

        record Wholes(String name, List<Long> values) implements Attribute {
            public Wholes {
                values = List.copyOf(values);
            }
        }

        record Real(String name, float value) implements Attribute {}
    }

    /** What the names of the nodes that follow begin with. */
    void enter(String part) {
        scope = part + "/";
    }

    /**
     * An input of the graph.
     *
     * @param dimensions numbers, or names of what they are where they are not fixed
     */
    String input(String name, DataType type, List<String> dimensions) {
        graph.addInput(value(name, type, dimensions));
        known.add(name);
        return name;
    }

    /** An input of floats. */
    String input(String name, List<String> dimensions) {
        return input(name, DataType.FLOAT, dimensions);
    }

    /** Makes a result an output of the graph, and gives it a name of its own, which it is known by from then on. */
    void output(String name, String result, DataType type, List<String> dimensions) {
        for (NodeProto.Builder node : graph.getNodeBuilderList()) {
            places(node.getInputList(), result).forEach(i -> node.setInput(i, name));
            places(node.getOutputList(), result).forEach(i -> node.setOutput(i, name));
        }
        known.add(name);
        graph.addOutput(value(name, type, dimensions));
    }

    /** An output of floats. */
    void output(String name, String result, List<String> dimensions) {
        output(name, result, DataType.FLOAT, dimensions);
    }

    private static List<Integer> places(List<String> names, String wanted) {
        return IntStream.range(0, names.size())
                .filter(i -> names.get(i).equals(wanted))
                .boxed()
                .toList();
    }

    /** An operation with one result. */
    String op(String type, String... inputs) {
        return op(type, List.of(inputs));
    }

    /** As {@link #op(String, String...)}, with attributes. */
    String op(String type, List<String> inputs, Attribute... attributes) {
        String result = scope + type + "_" + graph.getNodeCount();
        add(type, inputs, List.of(result), Arrays.asList(attributes));
        return result;
    }

    /** A value cut into two along its last dimension. */
    List<String> split(String value, long first, long second) {
        String result = scope + "Split_" + graph.getNodeCount();
        List<String> parts = List.of(result + "_0", result + "_1");
        add("Split", List.of(value, wholes(first, second)), parts, List.of(new Attribute.Whole("axis", -1)));
        return parts;
    }

    private void add(String type, List<String> inputs, List<String> outputs, List<Attribute> attributes) {
        for (String input : inputs) {
            if (!known.contains(input)) {
                parameters.add(input);
            }
        }
        known.addAll(outputs);
        NodeProto.Builder node = NodeProto.newBuilder()
                .setOpType(type)
                .setName(scope + type + "_" + graph.getNodeCount())
                .addAllInput(inputs)
                .addAllOutput(outputs);
        attributes.forEach(attribute -> node.addAttribute(proto(attribute)));
        graph.addNode(node);
    }

    private static AttributeProto proto(Attribute attribute) {
        AttributeProto.Builder proto = AttributeProto.newBuilder().setName(attribute.name());
        if (attribute instanceof Attribute.Whole whole) {
            return proto.setType(AttributeType.INT).setI(whole.value()).build();
        }
        if (attribute instanceof Attribute.Wholes wholes) {
            return proto.setType(AttributeType.INTS).addAllInts(wholes.values()).build();
        }
        return proto.setType(AttributeType.FLOAT)
                .setF(((Attribute.Real) attribute).value())
                .build();
    }

    /** Whole numbers that are known beforehand, as a vector. */
    String wholes(long... values) {
        String name = Arrays.stream(values).mapToObj(Long::toString).collect(Collectors.joining(",", "[", "]"));
        if (known.add(name)) {
            graph.addInitializer(TensorProto.newBuilder()
                    .setName(name)
                    .setDataType(DataType.INT64.getNumber())
                    .addDims(values.length)
                    .addAllInt64Data(Arrays.stream(values).boxed().toList()));
        }
        return name;
    }

    /** A whole number that is known beforehand. */
    String whole(long value) {
        String name = Long.toString(value);
        if (known.add(name)) {
            graph.addInitializer(TensorProto.newBuilder()
                    .setName(name)
                    .setDataType(DataType.INT64.getNumber())
                    .addInt64Data(value));
        }
        return name;
    }

    /** A number that is known beforehand. */
    String number(double value) {
        String name = Float.toString((float) value);
        if (known.add(name)) {
            graph.addInitializer(TensorProto.newBuilder()
                    .setName(name)
                    .setDataType(DataType.FLOAT.getNumber())
                    .addFloatData((float) value));
        }
        return name;
    }

    /** Numbers that are known beforehand, as a vector. */
    String numbers(String name, double[] values) {
        if (known.add(name)) {
            TensorProto.Builder tensor = TensorProto.newBuilder()
                    .setName(name)
                    .setDataType(DataType.FLOAT.getNumber())
                    .addDims(values.length);
            for (double value : values) {
                tensor.addFloatData((float) value);
            }
            graph.addInitializer(tensor);
        }
        return name;
    }

    /** The names that still need a value, in the order of their first use. */
    Set<String> parameters() {
        return parameters;
    }

    /** The graph with its parameters as further inputs. */
    byte[] withParametersAsInputs() {
        for (String parameter : parameters) {
            graph.addInput(ValueInfoProto.newBuilder()
                    .setName(parameter)
                    .setType(TypeProto.newBuilder()
                            .setTensorType(TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT.getNumber()))));
        }
        return model().setGraph(graph).build().toByteArray();
    }

    /** The graph without values of its parameters. */
    GraphProto graph() {
        return graph.build();
    }

    /** What a file says besides its graph. */
    static ModelProto.Builder model() {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName(PRODUCER)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET));
    }

    private static ValueInfoProto value(String name, DataType type, List<String> dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (String dimension : dimensions) {
            shape.addDim(
                    Character.isDigit(dimension.charAt(0))
                            ? Dimension.newBuilder().setDimValue(Long.parseLong(dimension))
                            : Dimension.newBuilder().setDimParam(dimension));
        }
        TypeProto.Tensor.Builder tensor =
                TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
