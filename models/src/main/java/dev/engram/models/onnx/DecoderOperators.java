package dev.engram.models.onnx;

import dev.engram.models.onnx.GraphBuilder.Attribute.Real;
import dev.engram.models.onnx.GraphBuilder.Attribute.Whole;
import dev.engram.models.onnx.GraphBuilder.Attribute.Wholes;
import dev.engram.models.spec.Activation;
import dev.engram.models.spec.AttentionSpec;
import dev.engram.models.spec.MlpSpec;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.spec.Normalization;
import dev.engram.models.spec.PositionScheme;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The parts of a decoder as ONNX operators, added to a graph. Rows are [S sequences, T tokens, width]; heads lie side by side in a row, or by
 * themselves and before the tokens ("split": [S, H, T, headWidth]). Nothing is asked of S and T, so that one graph serves all.
 */
final class DecoderOperators {

    private final GraphBuilder graph;
    private final ModelSpec spec;
    private final AttentionSpec attention;

    DecoderOperators(GraphBuilder graph, ModelSpec spec) {
        this.graph = graph;
        this.spec = spec;
        this.attention = spec.attention();
    }

    /** Queries, keys and values, heads side by side. */
    record Heads(String query, String key, String value) {}

    /** What turns a row's heads: the cosines and sines of its angles, [S or 1, T, 1, half]. */
    record Rotation(String cosines, String sines) {}

    // --- maps

    String normed(String rows, BlockParameters.Norm norm) {
        if (spec.normalization().kind() == Normalization.Kind.RMS_NORM) {
            return rootMeanSquareNormed(rows, norm.gain());
        }
        List<String> inputs =
                norm.bias().map(bias -> List.of(rows, norm.gain(), bias)).orElseGet(() -> List.of(rows, norm.gain()));
        return graph.op("LayerNormalization", inputs, new Whole("axis", -1), new Real("epsilon", (float)
                spec.normalization().epsilon()));
    }

    private String rootMeanSquareNormed(String rows, String gain) {
        String squares = graph.op("Pow", rows, graph.number(2));
        String mean =
                graph.op("ReduceMean", List.of(squares), new Wholes("axes", List.of(-1L)), new Whole("keepdims", 1));
        String root = graph.op(
                "Sqrt", graph.op("Add", mean, graph.number(spec.normalization().epsilon())));
        return graph.op("Mul", graph.op("Div", rows, root), gain);
    }

    String linear(String rows, BlockParameters.Linear linear) {
        String product = graph.op("MatMul", rows, linear.matrix());
        return linear.bias().map(bias -> graph.op("Add", product, bias)).orElse(product);
    }

    // --- attention

    Heads projected(String residual, BlockParameters.Attention names) {
        String rows = normed(residual, names.norm());
        return new Heads(linear(rows, names.query()), linear(rows, names.key()), linear(rows, names.value()));
    }

    /** Queries and keys normed and turned, where the model does so. */
    Heads prepared(Heads heads, BlockParameters.Attention names, Optional<Rotation> rotation) {
        return new Heads(
                prepared(
                        heads.query(),
                        attention.heads(),
                        names.headGains().map(BlockParameters.HeadGains::query),
                        rotation),
                prepared(
                        heads.key(),
                        attention.keyValueHeads(),
                        names.headGains().map(BlockParameters.HeadGains::key),
                        rotation),
                heads.value());
    }

    private String prepared(String rows, int heads, Optional<String> gain, Optional<Rotation> rotation) {
        if (gain.isEmpty() && rotation.isEmpty()) {
            return rows;
        }
        String apart = graph.op("Reshape", rows, graph.wholes(0, 0, heads, attention.headWidth()));
        String normed = gain.map(gains -> rootMeanSquareNormed(apart, gains)).orElse(apart);
        String turned = rotation.map(by -> turned(normed, heads, by)).orElse(normed);
        return graph.op("Reshape", turned, graph.wholes(0, 0, (long) heads * attention.headWidth()));
    }

    /** The cosines and sines of a table [S or 1, T, 2 half] that holds first the ones, then the others. */
    Rotation rotation(String table) {
        long half = rotary().width() / 2;
        List<String> parts = graph.split(table, half, half);
        return new Rotation(
                graph.op("Unsqueeze", parts.get(0), graph.wholes(2)),
                graph.op("Unsqueeze", parts.get(1), graph.wholes(2)));
    }

    /** The rotation of positions [S, T] of whole numbers. */
    Rotation rotationOfPositions(String positions) {
        String numbers = graph.op("Cast", List.of(positions), new Whole("to", 1)); // to float
        String frequencies = graph.numbers("rotary_frequencies", rotary().frequencies());
        String angles = graph.op("Mul", graph.op("Unsqueeze", numbers, graph.wholes(2, 3)), frequencies);
        return new Rotation(graph.op("Cos", angles), graph.op("Sin", angles));
    }

    private PositionScheme.Rotary rotary() {
        return (PositionScheme.Rotary) spec.positions();
    }

    /** Heads that lie apart, [S, T, H, headWidth], the first entries of each turned in pairs. */
    private String turned(String heads, int count, Rotation rotation) {
        int width = rotary().width();
        if (width < attention.headWidth()) {
            List<String> parts = graph.split(heads, width, attention.headWidth() - width);
            return concatenated(turnedPairs(parts.get(0), count, rotation), parts.get(1));
        }
        return turnedPairs(heads, count, rotation);
    }

    private String turnedPairs(String heads, int count, Rotation rotation) {
        int width = rotary().width();
        if (rotary().pairing() == PositionScheme.Rotary.Pairing.HALVES) {
            List<String> halves = graph.split(heads, width / 2, width / 2);
            return concatenated(
                    first(halves.get(0), halves.get(1), rotation), second(halves.get(0), halves.get(1), rotation));
        }
        String pairs = graph.op("Reshape", heads, graph.wholes(0, 0, count, width / 2, 2));
        String first = graph.op("Gather", List.of(pairs, graph.whole(0)), new Whole("axis", -1));
        String second = graph.op("Gather", List.of(pairs, graph.whole(1)), new Whole("axis", -1));
        String turned = concatenated(
                graph.op("Unsqueeze", first(first, second, rotation), graph.wholes(-1)),
                graph.op("Unsqueeze", second(first, second, rotation), graph.wholes(-1)));
        return graph.op("Reshape", turned, graph.wholes(0, 0, count, width));
    }

    private String first(String first, String second, Rotation rotation) {
        return graph.op("Sub", graph.op("Mul", first, rotation.cosines()), graph.op("Mul", second, rotation.sines()));
    }

    private String second(String first, String second, Rotation rotation) {
        return graph.op("Add", graph.op("Mul", second, rotation.cosines()), graph.op("Mul", first, rotation.sines()));
    }

    private String concatenated(String first, String second) {
        return graph.op("Concat", List.of(first, second), new Whole("axis", -1));
    }

    /** Keys or values by head: [S, keyValueHeads, T, headWidth]. */
    String split(String rows) {
        return split(rows, attention.keyValueHeads());
    }

    private String split(String rows, int heads) {
        String apart = graph.op("Reshape", rows, graph.wholes(0, 0, heads, attention.headWidth()));
        return transposed(apart, 0, 2, 1, 3);
    }

    /**
     * The weights of attention: [S, H, T queries, T keys].
     *
     * @param keys split
     * @param mask added to the scores: [S or 1, 1, T queries, T keys]
     */
    String pattern(String queries, String keys, String mask) {
        String scaled = graph.op("Mul", queries, graph.number(1 / Math.sqrt(attention.headWidth())));
        String grouped = graph.op(
                "Reshape",
                split(scaled, attention.heads()),
                graph.wholes(0, attention.keyValueHeads(), -1, attention.headWidth()));
        String products = graph.op("MatMul", grouped, transposed(keys, 0, 1, 3, 2));
        String scores = graph.op("Reshape", products, graph.wholes(0, attention.heads(), -1, 0));
        return graph.op("Softmax", List.of(graph.op("Add", scores, mask)), new Whole("axis", -1));
    }

    /**
     * The values mixed by a pattern, heads side by side.
     *
     * @param values split
     */
    String mixed(String pattern, String values) {
        String grouped = graph.op("Reshape", pattern, graph.wholes(0, attention.keyValueHeads(), -1, 0));
        String mixed = graph.op("MatMul", grouped, values);
        String apart = graph.op("Reshape", mixed, graph.wholes(0, attention.heads(), -1, attention.headWidth()));
        return graph.op("Reshape", transposed(apart, 0, 2, 1, 3), graph.wholes(0, 0, attention.queryWidth()));
    }

    private String transposed(String value, long... order) {
        return graph.op("Transpose", List.of(value), new Wholes("perm", longs(order)));
    }

    /** A matrix turned round. */
    String turned(String matrix) {
        return transposed(matrix, 1, 0);
    }

    private static List<Long> longs(long... values) {
        return Arrays.stream(values).boxed().toList();
    }

    // --- MLP

    /** The hidden layer before its activation: the gate where there is one, and the input projection. */
    record Hidden(Optional<String> gate, String input) {}

    Hidden hidden(String residual, BlockParameters.Mlp names) {
        String rows = normed(residual, names.norm());
        return new Hidden(names.gate().map(gate -> linear(rows, gate)), linear(rows, names.input()));
    }

    /** The same, side by side. */
    String together(Hidden hidden) {
        return hidden.gate().map(gate -> concatenated(gate, hidden.input())).orElse(hidden.input());
    }

    /** The hidden layer from what lies side by side. */
    Hidden apart(String pre) {
        MlpSpec mlp = spec.mlp().orElseThrow();
        if (!mlp.gated()) {
            return new Hidden(Optional.empty(), pre);
        }
        List<String> parts = graph.split(pre, mlp.width(), mlp.width());
        return new Hidden(Optional.of(parts.get(0)), parts.get(1));
    }

    /** The hidden layer after its activation. */
    String activated(Hidden hidden) {
        Activation activation = spec.mlp().orElseThrow().activation();
        return hidden.gate()
                .map(gate -> graph.op("Mul", activated(gate, activation), hidden.input()))
                .orElseGet(() -> activated(hidden.input(), activation));
    }

    /** In the forms that runtimes know to take for one operation. */
    private String activated(String x, Activation activation) {
        return switch (activation) {
            case GELU -> {
                String erf = graph.op("Erf", graph.op("Div", x, graph.number(Math.sqrt(2))));
                String sum = graph.op("Add", erf, graph.number(1));
                yield graph.op("Mul", graph.op("Mul", x, sum), graph.number(0.5));
            }
            case GELU_TANH -> {
                String cube = graph.op("Mul", graph.op("Pow", x, graph.number(3)), graph.number(0.044715));
                String inner = graph.op("Mul", graph.op("Add", x, cube), graph.number(Math.sqrt(2 / Math.PI)));
                String sum = graph.op("Add", graph.op("Tanh", inner), graph.number(1));
                yield graph.op("Mul", graph.op("Mul", x, graph.number(0.5)), sum);
            }
            case SILU -> graph.op("Mul", x, graph.op("Sigmoid", x));
            case RELU -> graph.op("Relu", x);
        };
    }

    String mlp(String residual, BlockParameters.Mlp names) {
        return linear(activated(hidden(residual, names)), names.output());
    }

    // --- blocks

    /**
     * A block's output.
     *
     * @param attended what its attention adds to its input
     */
    String block(String residual, String attended, BlockParameters names) {
        return switch (spec.topology()) {
            case SEQUENTIAL -> {
                String middle = graph.op("Add", residual, attended);
                yield graph.op("Add", middle, mlp(middle, names.mlp().orElseThrow()));
            }
            case PARALLEL -> {
                String added = mlp(residual, names.mlp().orElseThrow());
                yield graph.op("Add", graph.op("Add", residual, attended), added);
            }
            case ATTENTION_ONLY -> graph.op("Add", residual, attended);
        };
    }
}
