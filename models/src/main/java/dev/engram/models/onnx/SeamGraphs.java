package dev.engram.models.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.engram.models.onnx.DecoderOperators.Heads;
import dev.engram.models.onnx.DecoderOperators.Rotation;
import dev.engram.models.onnx.GraphBuilder.Attribute.Whole;
import dev.engram.models.onnx.GraphBuilder.Attribute.Wholes;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.spec.PositionScheme;
import java.util.List;
import java.util.Optional;

/**
 * The graphs of an engine, one for what lies between two seams of the residual stream. Weights are inputs, under the names of their
 * {@link BlockParameters}, so that one graph serves all layers and a weight can be exchanged without building anything again.
 *
 * <p>Inputs and outputs are rows [S, T, width], named by the constants; patterns are [S, H, T queries, T keys].
 */
public final class SeamGraphs {

    public static final String RESIDUAL = "residual";
    public static final String INCREMENT = "increment";
    public static final String QUERY = "query";
    public static final String KEY = "key";
    public static final String VALUE = "value";
    public static final String PREPARED_QUERY = "prepared_query";
    public static final String PREPARED_KEY = "prepared_key";
    public static final String ROTATION = "rotation";
    public static final String MASK = "mask";
    public static final String PATTERN = "pattern";
    public static final String Z = "z";
    public static final String PRE = "pre";
    public static final String POST = "post";
    public static final String TABLE = "table";
    public static final String TOKENS = "tokens";
    public static final String MATRIX = "matrix";
    public static final String SUM = "sum";
    public static final String RESULT = "result";

    private static final List<String> ROWS = List.of("sequences", "tokens", "width");
    private static final List<String> KEY_ROWS = List.of("sequences", "keys", "key_width");
    private static final List<String> MASK_SHAPE = List.of("masks", "1", "tokens", "keys");
    private static final List<String> PATTERN_SHAPE = List.of("sequences", "heads", "tokens", "keys");

    private final ModelSpec spec;

    public SeamGraphs(ModelSpec spec) {
        this.spec = spec;
    }

    /** What a graph computes of a block. */
    public enum Seam {
        /** From {@link #RESIDUAL} to {@link #QUERY}, {@link #KEY}, {@link #VALUE}. */
        PROJECT,
        /** From queries and keys, and {@link #ROTATION} in rotary models, to {@link #PREPARED_QUERY} and {@link #PREPARED_KEY}. */
        PREPARE,
        /** From prepared queries and keys, and {@link #MASK}, to {@link #PATTERN}. */
        ATTEND_PATTERN,
        /** From {@link #PATTERN} and values to {@link #Z}. */
        MIX,
        /** The last two in one. */
        ATTEND,
        /** From {@link #Z} to {@link #INCREMENT}. */
        ATTENTION_OUTPUT,
        /** From {@link #RESIDUAL} to {@link #INCREMENT} by attention. */
        ATTENTION,
        /** From {@link #RESIDUAL} to {@link #PRE}. */
        MLP_PRE,
        /** From {@link #PRE} to {@link #POST}. */
        MLP_POST,
        /** From {@link #POST} to {@link #INCREMENT}. */
        MLP_OUTPUT,
        /** The last three in one. */
        MLP,
        /** From {@link #RESIDUAL} to {@link #RESULT}: all of a block. */
        BLOCK
    }

    /** The graph of a seam, for blocks with these parameters. */
    public byte[] of(Seam seam, BlockParameters names) {
        GraphBuilder graph = new GraphBuilder(seam.name());
        DecoderOperators operators = new DecoderOperators(graph, spec);
        switch (seam) {
            case PROJECT -> {
                Heads heads = operators.projected(graph.input(RESIDUAL, ROWS), names.attention());
                graph.output(QUERY, heads.query(), ROWS);
                graph.output(KEY, heads.key(), KEY_ROWS);
                graph.output(VALUE, heads.value(), KEY_ROWS);
            }
            case PREPARE -> {
                Heads heads = new Heads(graph.input(QUERY, ROWS), graph.input(KEY, KEY_ROWS), "");
                Heads prepared = operators.prepared(heads, names.attention(), rotation(graph, operators));
                graph.output(PREPARED_QUERY, prepared.query(), ROWS);
                graph.output(PREPARED_KEY, prepared.key(), KEY_ROWS);
            }
            case ATTEND_PATTERN -> graph.output(PATTERN, pattern(graph, operators), PATTERN_SHAPE);
            case MIX -> graph.output(Z, mixed(graph, operators, graph.input(PATTERN, PATTERN_SHAPE)), ROWS);
            case ATTEND -> graph.output(Z, mixed(graph, operators, pattern(graph, operators)), ROWS);
            case ATTENTION_OUTPUT ->
                graph.output(
                        INCREMENT,
                        operators.linear(graph.input(Z, ROWS), names.attention().output()),
                        ROWS);
            case ATTENTION ->
                graph.output(
                        INCREMENT, attention(graph, operators, graph.input(RESIDUAL, ROWS), names.attention()), ROWS);
            case MLP_PRE ->
                graph.output(PRE, operators.together(operators.hidden(graph.input(RESIDUAL, ROWS), mlp(names))), ROWS);
            case MLP_POST -> graph.output(POST, operators.activated(operators.apart(graph.input(PRE, ROWS))), ROWS);
            case MLP_OUTPUT ->
                graph.output(
                        INCREMENT,
                        operators.linear(graph.input(POST, ROWS), mlp(names).output()),
                        ROWS);
            case MLP -> graph.output(INCREMENT, operators.mlp(graph.input(RESIDUAL, ROWS), mlp(names)), ROWS);
            case BLOCK -> {
                String residual = graph.input(RESIDUAL, ROWS);
                String attended = attention(graph, operators, residual, names.attention());
                graph.output(RESULT, operators.block(residual, attended, names), ROWS);
            }
        }
        return graph.withParametersAsInputs();
    }

    private static BlockParameters.Mlp mlp(BlockParameters names) {
        return names.mlp().orElseThrow();
    }

    private Optional<Rotation> rotation(GraphBuilder graph, DecoderOperators operators) {
        return spec.positions() instanceof PositionScheme.Rotary
                ? Optional.of(operators.rotation(graph.input(ROTATION, List.of("sequences", "tokens", "angles"))))
                : Optional.empty();
    }

    private static String pattern(GraphBuilder graph, DecoderOperators operators) {
        return operators.pattern(
                graph.input(QUERY, ROWS), operators.split(graph.input(KEY, KEY_ROWS)), graph.input(MASK, MASK_SHAPE));
    }

    private static String mixed(GraphBuilder graph, DecoderOperators operators, String pattern) {
        return operators.mixed(pattern, operators.split(graph.input(VALUE, KEY_ROWS)));
    }

    private String attention(
            GraphBuilder graph, DecoderOperators operators, String residual, BlockParameters.Attention names) {
        Heads heads = operators.prepared(operators.projected(residual, names), names, rotation(graph, operators));
        String pattern = operators.pattern(heads.query(), operators.split(heads.key()), graph.input(MASK, MASK_SHAPE));
        return operators.linear(operators.mixed(pattern, operators.split(heads.value())), names.output());
    }

    /** From {@link #RESIDUAL} to logits, {@link #RESULT}. */
    public byte[] unembedding(BlockParameters.Norm norm, BlockParameters.Linear linear) {
        GraphBuilder graph = new GraphBuilder("UNEMBED");
        DecoderOperators operators = new DecoderOperators(graph, spec);
        String normed = operators.normed(graph.input(RESIDUAL, ROWS), norm);
        graph.output(RESULT, operators.linear(normed, linear), ROWS);
        return graph.withParametersAsInputs();
    }

    /** The rows of {@link #TABLE} at {@link #TOKENS}: {@link #RESULT}. */
    public static byte[] lookUp() {
        GraphBuilder graph = new GraphBuilder("LOOK_UP");
        String table = graph.input(TABLE, List.of("entries", "width"));
        String tokens = graph.input(TOKENS, DataType.INT64, List.of("sequences", "tokens"));
        graph.output(RESULT, graph.op("Gather", table, tokens), ROWS);
        return graph.withParametersAsInputs();
    }

    /** {@link #RESIDUAL} plus {@link #INCREMENT}: {@link #RESULT}. */
    public static byte[] add() {
        GraphBuilder graph = new GraphBuilder("ADD");
        String sum = graph.op("Add", graph.input(RESIDUAL, ROWS), graph.input(INCREMENT, ROWS));
        graph.output(RESULT, sum, ROWS);
        return graph.withParametersAsInputs();
    }

    /** The logarithms of the softmax of each row of {@link #RESIDUAL}: {@link #RESULT}. */
    public static byte[] logSoftmax() {
        GraphBuilder graph = new GraphBuilder("LOG_SOFTMAX");
        String logits = graph.input(RESIDUAL, ROWS);
        graph.output(RESULT, graph.op("LogSoftmax", List.of(logits), new Whole("axis", -1)), ROWS);
        return graph.withParametersAsInputs();
    }

    /** {@link #SUM} [1, W, W] in double precision plus the outer products of the rows of {@link #RESIDUAL}: {@link #RESULT}. */
    public static byte[] addOuterProducts() {
        GraphBuilder graph = new GraphBuilder("ADD_OUTER_PRODUCTS");
        List<String> square = List.of("1", "width", "width");
        String sum = graph.input(SUM, DataType.DOUBLE, square);
        String rows = graph.op(
                "Cast",
                List.of(graph.input(RESIDUAL, List.of("1", "tokens", "width"))),
                new Whole("to", DataType.DOUBLE.getNumber()));
        String columns = graph.op("Transpose", List.of(rows), new Wholes("perm", List.of(0L, 2L, 1L)));
        String more = graph.op("Add", sum, graph.op("MatMul", columns, rows));
        graph.output(RESULT, more, DataType.DOUBLE, square);
        return graph.withParametersAsInputs();
    }

    /** {@link #MATRIX} [outputs, inputs] turned round: {@link #RESULT}. */
    public static byte[] turn() {
        GraphBuilder graph = new GraphBuilder("TURN");
        String matrix = graph.input(MATRIX, List.of("outputs", "inputs"));
        String turned = graph.op("Transpose", List.of(matrix), new Wholes("perm", List.of(1L, 0L)));
        graph.output(RESULT, turned, List.of("inputs", "outputs"));
        return graph.withParametersAsInputs();
    }

    /** {@link #MATRIX} in memory of its own: {@link #RESULT}. */
    public static byte[] copy() {
        GraphBuilder graph = new GraphBuilder("COPY");
        List<String> shape = List.of("rows", "columns");
        graph.output(RESULT, graph.op("Identity", graph.input(MATRIX, shape)), shape);
        return graph.withParametersAsInputs();
    }
}
