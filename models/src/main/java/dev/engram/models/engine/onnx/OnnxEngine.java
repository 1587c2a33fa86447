package dev.engram.models.engine.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.engram.models.engine.AttentionShape;
import dev.engram.models.engine.EditableEngine;
import dev.engram.models.engine.OuterProductSum;
import dev.engram.models.engine.QueryKeyValue;
import dev.engram.models.engine.Tensor;
import dev.engram.models.onnx.BlockParameters;
import dev.engram.models.onnx.NamedWeights;
import dev.engram.models.onnx.SeamGraphs;
import dev.engram.models.onnx.SeamGraphs.Seam;
import dev.engram.models.spec.AttentionSpec;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.spec.PositionScheme;
import dev.engram.models.weights.DecoderWeights;
import java.nio.LongBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime on the CPU, in float32: what lies between two seams is one graph, made when it is first needed, and a whole block too. Rows are
 * moved here, in the memory that graphs read and write.
 *
 * <p>It has no gradients.
 */
public final class OnnxEngine implements EditableEngine {

    /** A graph of blocks that have the same parameters. */
    private record BlockGraph(Seam seam, BlockParameters names) {}

    private final ModelSpec spec;
    private final SeamGraphs graphs;
    private final OnnxWeights weights;
    private final BufferPool pool = new BufferPool();
    private final Map<BlockGraph, Graph> blockGraphs = new HashMap<>();
    private final Graph lookUp = Graph.of(SeamGraphs.lookUp());
    private final Graph add = Graph.of(SeamGraphs.add());
    private final Graph logSoftmax = Graph.of(SeamGraphs.logSoftmax());
    private final Graph addOuterProducts = Graph.of(SeamGraphs.addOuterProducts());
    private final Graph unembedding;
    private final Deque<Replacement> replacements = new ArrayDeque<>();

    private OnnxEngine(ModelSpec spec, OnnxWeights weights) {
        this.spec = spec;
        this.graphs = new SeamGraphs(spec);
        this.weights = weights;
        this.unembedding =
                Graph.of(graphs.unembedding(weights.end().norm(), weights.end().unembedding()));
    }

    /**
     * Loads a decoder's weights. The checkpoint is not needed afterwards.
     *
     * @throws IllegalArgumentException if a weight is NaN or infinite; the message names its tensor
     */
    public static OnnxEngine load(DecoderWeights decoder) {
        return new OnnxEngine(decoder.spec(), OnnxWeights.load(decoder));
    }

    @Override
    public ModelSpec spec() {
        return spec;
    }

    // --- the stream's ends

    @Override
    public Tensor embed(int[] tokens) {
        return lookUp(NamedWeights.TOKEN_EMBEDDING, tokens);
    }

    @Override
    public Tensor positionEmbeddings(int[] positions) {
        return lookUp(NamedWeights.POSITION_EMBEDDING, positions);
    }

    private Tensor lookUp(String table, int[] rows) {
        OnnxMatrix result = allocate(rows.length, spec.width());
        LongBuffer indices = LongBuffer.wrap(Arrays.stream(rows).asLongStream().toArray());
        lookUp.run(
                Map.of(SeamGraphs.TABLE, weights.table(table)),
                in -> in.put(
                        SeamGraphs.TOKENS,
                        OnnxTensor.createTensor(OnnxRuntime.environment(), indices, new long[] {1, rows.length})),
                out -> out.put(SeamGraphs.RESULT, view(result)));
        return result;
    }

    @Override
    public Tensor unembed(Tensor residual) {
        OnnxMatrix logits = allocate(residual.rows(), spec.vocabulary());
        unembedding.run(
                weights.end().tensors(),
                in -> in.put(SeamGraphs.RESIDUAL, view(residual)),
                out -> out.put(SeamGraphs.RESULT, view(logits)));
        return logits;
    }

    // --- attention

    @Override
    public QueryKeyValue queryKeyValue(int layer, Tensor residual) {
        AttentionSpec attention = spec.attention();
        OnnxMatrix query = allocate(residual.rows(), attention.queryWidth());
        OnnxMatrix key = allocate(residual.rows(), attention.keyValueWidth());
        OnnxMatrix value = allocate(residual.rows(), attention.keyValueWidth());
        run(Seam.PROJECT, layer, in -> in.put(SeamGraphs.RESIDUAL, view(residual)), out -> {
            out.put(SeamGraphs.QUERY, view(query));
            out.put(SeamGraphs.KEY, view(key));
            out.put(SeamGraphs.VALUE, view(value));
        });
        return new QueryKeyValue(query, key, value);
    }

    @Override
    public Tensor rotation(int[] positions) {
        PositionScheme.Rotary rotary = (PositionScheme.Rotary) spec.positions();
        return upload(rotary.angles(positions), positions.length, rotary.width());
    }

    @Override
    public QueryKeyValue prepareHeads(int layer, QueryKeyValue projected, @Nullable Tensor rotation) {
        if (rotation == null && !spec.attention().headNorms()) {
            return projected;
        }
        try (Tensor query = projected.query();
                Tensor key = projected.key()) {
            OnnxMatrix preparedQuery = allocate(query.rows(), query.columns());
            OnnxMatrix preparedKey = allocate(key.rows(), key.columns());
            run(
                    Seam.PREPARE,
                    layer,
                    in -> {
                        in.put(SeamGraphs.QUERY, view(query));
                        in.put(SeamGraphs.KEY, view(key));
                        if (rotation != null) {
                            in.put(SeamGraphs.ROTATION, view(rotation));
                        }
                    },
                    out -> {
                        out.put(SeamGraphs.PREPARED_QUERY, view(preparedQuery));
                        out.put(SeamGraphs.PREPARED_KEY, view(preparedKey));
                    });
            return new QueryKeyValue(preparedQuery, preparedKey, projected.value());
        }
    }

    @Override
    public Tensor pattern(Tensor query, Tensor key, AttentionShape shape, Tensor mask) {
        int heads = spec.attention().heads();
        OnnxMatrix pattern = allocate(shape.queryRows() * heads, shape.keys());
        run(
                Seam.ATTEND_PATTERN,
                0,
                in -> {
                    in.put(SeamGraphs.QUERY, view(query, shape.sequences()));
                    in.put(SeamGraphs.KEY, view(key, shape.sequences()));
                    in.put(SeamGraphs.MASK, view(mask, shape));
                },
                out -> out.put(SeamGraphs.PATTERN, patternView(pattern, shape)));
        return pattern;
    }

    @Override
    public Tensor mix(Tensor pattern, Tensor value, AttentionShape shape) {
        OnnxMatrix z = allocate(shape.queryRows(), spec.attention().queryWidth());
        run(
                Seam.MIX,
                0,
                in -> {
                    in.put(SeamGraphs.PATTERN, patternView(pattern, shape));
                    in.put(SeamGraphs.VALUE, view(value, shape.sequences()));
                },
                out -> out.put(SeamGraphs.Z, view(z, shape.sequences())));
        return z;
    }

    @Override
    public Tensor attend(QueryKeyValue heads, AttentionShape shape, Tensor mask) {
        OnnxMatrix z = allocate(shape.queryRows(), spec.attention().queryWidth());
        run(
                Seam.ATTEND,
                0,
                in -> {
                    in.put(SeamGraphs.QUERY, view(heads.query(), shape.sequences()));
                    in.put(SeamGraphs.KEY, view(heads.key(), shape.sequences()));
                    in.put(SeamGraphs.VALUE, view(heads.value(), shape.sequences()));
                    in.put(SeamGraphs.MASK, view(mask, shape));
                },
                out -> out.put(SeamGraphs.Z, view(z, shape.sequences())));
        return z;
    }

    @Override
    public Tensor attentionOutput(int layer, Tensor z) {
        return rows(Seam.ATTENTION_OUTPUT, layer, SeamGraphs.Z, z, SeamGraphs.INCREMENT, spec.width());
    }

    @Override
    public Tensor attention(int layer, Tensor residual, @Nullable Tensor rotation, AttentionShape shape, Tensor mask) {
        return overSequences(Seam.ATTENTION, layer, residual, rotation, shape, mask, SeamGraphs.INCREMENT);
    }

    @Override
    public Tensor block(int layer, Tensor residual, @Nullable Tensor rotation, AttentionShape shape, Tensor mask) {
        try (residual) {
            return overSequences(Seam.BLOCK, layer, residual, rotation, shape, mask, SeamGraphs.RESULT);
        }
    }

    private Tensor overSequences(
            Seam seam,
            int layer,
            Tensor residual,
            @Nullable Tensor rotation,
            AttentionShape shape,
            Tensor mask,
            String result) {
        OnnxMatrix rows = allocate(residual.rows(), spec.width());
        run(
                seam,
                layer,
                in -> {
                    in.put(SeamGraphs.RESIDUAL, view(residual, shape.sequences()));
                    in.put(SeamGraphs.MASK, view(mask, shape));
                    if (rotation != null) {
                        in.put(SeamGraphs.ROTATION, view(rotation, shape.sequences()));
                    }
                },
                out -> out.put(result, view(rows, shape.sequences())));
        return rows;
    }

    // --- MLP

    @Override
    public Tensor mlpPre(int layer, Tensor residual) {
        int width = spec.mlp().orElseThrow().preWidth();
        return rows(Seam.MLP_PRE, layer, SeamGraphs.RESIDUAL, residual, SeamGraphs.PRE, width);
    }

    @Override
    public Tensor mlpPost(int layer, Tensor pre) {
        int width = spec.mlp().orElseThrow().width();
        return rows(Seam.MLP_POST, layer, SeamGraphs.PRE, pre, SeamGraphs.POST, width);
    }

    @Override
    public Tensor mlpOutput(int layer, Tensor post) {
        return rows(Seam.MLP_OUTPUT, layer, SeamGraphs.POST, post, SeamGraphs.INCREMENT, spec.width());
    }

    @Override
    public Tensor mlp(int layer, Tensor residual) {
        return rows(Seam.MLP, layer, SeamGraphs.RESIDUAL, residual, SeamGraphs.INCREMENT, spec.width());
    }

    /** Runs a graph that treats each row by itself. */
    private Tensor rows(Seam seam, int layer, String input, Tensor rows, String output, int width) {
        OnnxMatrix result = allocate(rows.rows(), width);
        run(seam, layer, in -> in.put(input, view(rows)), out -> out.put(output, view(result)));
        return result;
    }

    // --- rows

    @Override
    public Tensor upload(float[] values, int rows, int columns) {
        OnnxMatrix result = allocate(rows, columns);
        result.values().put(0, values);
        return result;
    }

    @Override
    public OnnxMatrix allocate(int rows, int columns) {
        return OnnxMatrix.allocate(pool, rows, columns);
    }

    @Override
    public void put(Tensor target, int firstRow, Tensor rows) {
        OnnxMatrix.of(target).copyRows(firstRow, OnnxMatrix.of(rows), 0, rows.rows());
    }

    @Override
    public float[] download(Tensor tensor) {
        float[] values = new float[tensor.rows() * tensor.columns()];
        OnnxMatrix.of(tensor).values().get(0, values);
        return values;
    }

    @Override
    public Tensor gather(Tensor tensor, int[] rows) {
        OnnxMatrix source = OnnxMatrix.of(tensor);
        OnnxMatrix result = allocate(rows.length, source.columns());
        for (int row = 0; row < rows.length; row++) {
            result.copyRows(row, source, rows[row], 1);
        }
        return result;
    }

    @Override
    public Tensor columns(Tensor tensor, int from, int to) {
        OnnxMatrix source = OnnxMatrix.of(tensor);
        int width = to - from;
        OnnxMatrix result = allocate(source.rows(), width);
        for (int row = 0; row < source.rows(); row++) {
            result.values().put(row * width, source.values(), row * source.columns() + from, width);
        }
        return result;
    }

    @Override
    public Tensor concatenate(Tensor first, Tensor second) {
        OnnxMatrix result = allocate(first.rows() + second.rows(), first.columns());
        put(result, 0, first);
        put(result, first.rows(), second);
        return result;
    }

    @Override
    public Tensor add(Tensor target, Tensor increment) {
        try (target) {
            OnnxMatrix sum = allocate(target.rows(), target.columns());
            add.run(
                    Map.of(),
                    in -> {
                        in.put(SeamGraphs.RESIDUAL, view(target));
                        in.put(SeamGraphs.INCREMENT, view(increment));
                    },
                    out -> out.put(SeamGraphs.RESULT, view(sum)));
            return sum;
        }
    }

    @Override
    public Tensor overwrite(Tensor target, int[] rows, int firstColumn, Tensor source) {
        OnnxMatrix changed = OnnxMatrix.of(target);
        OnnxMatrix block = OnnxMatrix.of(source);
        int width = block.columns();
        for (int i = 0; i < rows.length; i++) {
            changed.values().put(rows[i] * changed.columns() + firstColumn, block.values(), i * width, width);
        }
        return target;
    }

    // --- reductions

    @Override
    public double[] logProbabilities(Tensor logits, int[] rows, int[] tokens) {
        double[] result = new double[tokens.length];
        try (OnnxMatrix all = allocate(logits.rows(), logits.columns())) {
            logSoftmax.run(
                    Map.of(),
                    in -> in.put(SeamGraphs.RESIDUAL, view(logits)),
                    out -> out.put(SeamGraphs.RESULT, view(all)));
            Arrays.setAll(result, i -> all.values().get(rows[i] * all.columns() + tokens[i]));
        }
        return result;
    }

    @Override
    public int[] ranks(Tensor logits, int[] rows, int[] tokens) {
        int[] ranks = new int[tokens.length];
        float[] row = new float[logits.columns()];
        for (int i = 0; i < tokens.length; i++) {
            OnnxMatrix.of(logits).values().get(rows[i] * row.length, row);
            for (int id = 0; id < row.length; id++) {
                ranks[i] += row[id] > row[tokens[i]] || (row[id] == row[tokens[i]] && id < tokens[i]) ? 1 : 0;
            }
        }
        return ranks;
    }

    @Override
    public int[] firstChoices(Tensor logits, int[] rows) {
        int[] choices = new int[rows.length];
        float[] row = new float[logits.columns()];
        for (int i = 0; i < rows.length; i++) {
            OnnxMatrix.of(logits).values().get(rows[i] * row.length, row);
            for (int id = 1; id < row.length; id++) {
                choices[i] = row[id] > row[choices[i]] ? id : choices[i];
            }
        }
        return choices;
    }

    @Override
    public OuterProductSum outerProductSum(int width) {
        return new OnnxOuterProductSum(addOuterProducts, width);
    }

    // --- weights

    @Override
    public float[] outputProjection(int layer) {
        int inputs = spec.mlp().orElseThrow().width();
        float[] turned = new float[Math.multiplyExact(spec.width(), inputs)];
        output(layer).getFloatBuffer().get(turned);
        float[] matrix = new float[turned.length];
        for (int output = 0; output < spec.width(); output++) {
            for (int input = 0; input < inputs; input++) {
                matrix[output * inputs + input] = turned[input * spec.width() + output];
            }
        }
        return matrix;
    }

    private OnnxTensor output(int layer) {
        OnnxTensor output = weights.blocks().get(layer).tensors().get(NamedWeights.MLP_OUTPUT);
        if (output == null) {
            throw new IllegalStateException("layer " + layer + " has no MLP");
        }
        return output;
    }

    @Override
    public float[] outputBias(int layer) {
        float[] bias = new float[spec.width()];
        weights.blocks().get(layer).names().mlp().orElseThrow().output().bias().ifPresent(name -> {
            OnnxTensor tensor = weights.blocks().get(layer).tensors().get(name);
            if (tensor != null) {
                tensor.getFloatBuffer().get(bias);
            }
        });
        return bias;
    }

    @Override
    public Replaced replaceOutputProjection(int layer, float[] weight) {
        OnnxTensor before = output(layer);
        OnnxTensor now = weights.turned(weight, spec.width());
        Map<String, OnnxTensor> tensors = weights.blocks().get(layer).tensors();
        tensors.put(NamedWeights.MLP_OUTPUT, now);
        Replacement replacement = new Replacement(tensors, now, before);
        replacements.push(replacement);
        return replacement;
    }

    /** A matrix that is there until it is closed. */
    private final class Replacement implements Replaced {

        private final Map<String, OnnxTensor> tensors;
        private final OnnxTensor now;
        private final OnnxTensor before;
        private boolean closed;

        Replacement(Map<String, OnnxTensor> tensors, OnnxTensor now, OnnxTensor before) {
            this.tensors = tensors;
            this.now = now;
            this.before = before;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                replacements.remove(this);
                tensors.put(NamedWeights.MLP_OUTPUT, before);
                now.close();
            }
        }
    }

    // --- graphs

    private void run(Seam seam, int layer, Graph.Views given, Graph.Views results) {
        OnnxWeights.Block block = weights.blocks().get(layer);
        BlockGraph key = new BlockGraph(seam, block.names());
        Graph graph = blockGraphs.computeIfAbsent(key, missing -> Graph.of(graphs.of(seam, block.names())));
        graph.run(block.tensors(), given, results);
    }

    /** All rows as those of one sequence. */
    private static OnnxTensor view(Tensor rows) throws OrtException {
        return view(rows, 1);
    }

    private static OnnxTensor view(Tensor rows, int sequences) throws OrtException {
        return OnnxMatrix.of(rows).view(sequences, rows.rows() / sequences, rows.columns());
    }

    private static OnnxTensor view(Tensor mask, AttentionShape shape) throws OrtException {
        return OnnxMatrix.of(mask).view(mask.rows() / shape.queries(), 1, shape.queries(), shape.keys());
    }

    private OnnxTensor patternView(Tensor pattern, AttentionShape shape) throws OrtException {
        return OnnxMatrix.of(pattern).view(shape.sequences(), spec.attention().heads(), shape.queries(), shape.keys());
    }

    @Override
    public void close() {
        blockGraphs.values().forEach(Graph::close);
        lookUp.close();
        add.close();
        logSoftmax.close();
        addOuterProducts.close();
        unembedding.close();
        List.copyOf(replacements).forEach(Replacement::close); // the later ones first
        weights.close();
    }
}
