package dev.engram.models.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.engram.models.onnx.DecoderOperators.Heads;
import dev.engram.models.onnx.DecoderOperators.Rotation;
import dev.engram.models.onnx.GraphBuilder.Attribute.Whole;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.spec.PositionScheme;
import dev.engram.models.spec.Visibility;
import dev.engram.models.weights.DecoderWeights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole decoder as one graph, from token ids to logits at all positions, with inputs and outputs named as Optimum names them. A token's position is
 * the number of tokens before it that the attention mask has, so that texts may be padded on either side.
 */
final class DecoderGraph {

    private static final String BATCH = "batch_size";
    private static final String SEQUENCE = "sequence_length";
    private static final String PAST = "past_sequence_length";
    private static final String TOTAL = PAST + " + " + SEQUENCE;

    /** What a score gets that is not seen: not infinity, since a row that sees nothing would not be numbers then. */
    private static final double UNSEEN = -Float.MAX_VALUE;

    private final DecoderWeights weights;
    private final ModelSpec spec;
    private final boolean keepsPast;
    private final GraphBuilder graph = new GraphBuilder("decoder");
    private final DecoderOperators operators;
    private final List<NamedWeights> named = new ArrayList<>();
    private final Map<Visibility, String> masks = new HashMap<>();

    private DecoderGraph(DecoderWeights weights, boolean keepsPast) {
        this.weights = weights;
        this.spec = weights.spec();
        this.keepsPast = keepsPast;
        this.operators = new DecoderOperators(graph, spec);
    }

    /**
     * Builds the graph of a decoder.
     *
     * @param keepsPast whether keys and values of earlier tokens go in and those of all come out
     */
    static DecoderGraph of(DecoderWeights weights, boolean keepsPast) {
        DecoderGraph decoder = new DecoderGraph(weights, keepsPast);
        decoder.build();
        return decoder;
    }

    GraphBuilder graph() {
        return graph;
    }

    /** The weights of blocks and of the end, under the graph's names; the embeddings' are constants of {@link NamedWeights}. */
    List<NamedWeights> named() {
        return named;
    }

    private void build() {
        String ids = graph.input("input_ids", DataType.INT64, List.of(BATCH, SEQUENCE));
        String seen = graph.input("attention_mask", DataType.INT64, List.of(BATCH, keepsPast ? TOTAL : SEQUENCE));
        if (keepsPast) {
            for (int layer = 0; layer < spec.layers(); layer++) {
                graph.input(past(layer, "key"), pastShape(PAST));
                graph.input(past(layer, "value"), pastShape(PAST));
            }
        }
        graph.enter("positions");
        String length = graph.op("Shape", List.of(ids), new Whole("start", 1), new Whole("end", 2));
        String positions = positions(seen, length);
        makeMasks(seen, length);
        Optional<Rotation> rotation = spec.positions() instanceof PositionScheme.Rotary
                ? Optional.of(operators.rotationOfPositions(positions))
                : Optional.empty();
        String residual = graph.op("Gather", NamedWeights.TOKEN_EMBEDDING, ids);
        if (weights.positionEmbedding().isPresent()) {
            residual = graph.op("Add", residual, graph.op("Gather", NamedWeights.POSITION_EMBEDDING, positions));
        }
        for (int layer = 0; layer < spec.layers(); layer++) {
            residual = block(layer, residual, rotation);
        }
        graph.enter("end");
        NamedWeights end = new NamedWeights("");
        named.add(end);
        String normed = operators.normed(residual, end.addFinalNorm(weights));
        graph.output("logits", unembedded(normed, end), List.of(BATCH, SEQUENCE, Integer.toString(spec.vocabulary())));
    }

    private String positions(String seen, String length) {
        String counts = graph.op("CumSum", seen, graph.whole(1));
        String all = graph.op("Max", graph.op("Sub", counts, graph.whole(1)), graph.whole(0));
        return keepsPast ? last(all, length, 1) : all;
    }

    /** The last entries of an axis, as many as the pass has tokens. */
    private String last(String values, String length, int axis) {
        return graph.op("Slice", values, graph.op("Neg", length), graph.wholes(Long.MAX_VALUE), graph.wholes(axis));
    }

    private void makeMasks(String seen, String length) {
        String total = graph.op("Shape", List.of(seen), new Whole("start", 1), new Whole("end", 2));
        String keys = graph.op("Range", graph.whole(0), graph.op("Squeeze", total), graph.whole(1));
        String queries = graph.op("Unsqueeze", keepsPast ? last(keys, length, 0) : keys, graph.wholes(1));
        String before = graph.op("LessOrEqual", keys, queries);
        String token = graph.op("Cast", List.of(seen), new Whole("to", DataType.BOOL.getNumber()));
        String tokens = graph.op("Unsqueeze", token, graph.wholes(1, 2));
        for (Visibility visibility : spec.visibility()) {
            masks.computeIfAbsent(visibility, missing -> {
                String visible = before;
                if (visibility instanceof Visibility.Windowed windowed) {
                    String near = graph.op("Less", graph.op("Sub", queries, keys), graph.whole(windowed.size()));
                    visible = graph.op("And", before, near);
                }
                return graph.op("Where", graph.op("And", visible, tokens), graph.number(0), graph.number(UNSEEN));
            });
        }
    }

    private String block(int layer, String residual, Optional<Rotation> rotation) {
        graph.enter("layers." + layer);
        NamedWeights own = new NamedWeights("layers." + layer + ".");
        named.add(own);
        BlockParameters names = own.add(weights.blocks().get(layer));
        Heads heads = operators.prepared(operators.projected(residual, names.attention()), names.attention(), rotation);
        String keys = withPast(layer, "key", operators.split(heads.key()));
        String values = withPast(layer, "value", operators.split(heads.value()));
        String mask = masks.getOrDefault(spec.visibility().get(layer), "");
        String mixed = operators.mixed(operators.pattern(heads.query(), keys, mask), values);
        return operators.block(
                residual, operators.linear(mixed, names.attention().output()), names);
    }

    private String withPast(int layer, String kind, String own) {
        if (!keepsPast) {
            return own;
        }
        String all = graph.op("Concat", List.of(past(layer, kind), own), new Whole("axis", 2));
        String present = "present." + layer + "." + kind;
        graph.output(present, all, pastShape(TOTAL));
        return present;
    }

    private String unembedded(String rows, NamedWeights end) {
        if (!spec.tied()) {
            return operators.linear(rows, end.addUnembedding(weights));
        }
        String turned = operators.turned(NamedWeights.TOKEN_EMBEDDING);
        return operators.linear(rows, new BlockParameters.Linear(turned, end.addUnembeddingBias(weights)));
    }

    private static String past(int layer, String kind) {
        return "past_key_values." + layer + "." + kind;
    }

    private List<String> pastShape(String tokens) {
        return List.of(
                BATCH,
                Integer.toString(spec.attention().keyValueHeads()),
                tokens,
                Integer.toString(spec.attention().headWidth()));
    }
}
