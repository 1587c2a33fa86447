package dev.engram.models.engine.reference;

import dev.engram.models.engine.AttentionShape;
import dev.engram.models.engine.EditableEngine;
import dev.engram.models.engine.OuterProductSum;
import dev.engram.models.engine.QueryKeyValue;
import dev.engram.models.engine.Tensor;
import dev.engram.models.spec.Activation;
import dev.engram.models.spec.AttentionSpec;
import dev.engram.models.spec.MlpSpec;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.spec.Normalization;
import dev.engram.models.spec.PositionScheme;
import dev.engram.models.weights.BlockWeights;
import dev.engram.models.weights.BlockWeights.HeadNorms;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.models.weights.LinearWeights;
import dev.engram.models.weights.MlpWeights;
import dev.engram.models.weights.NormWeights;
import dev.engram.models.weights.WeightMatrix;
import dev.engram.models.weights.WeightVector;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The decoder in plain Java: double precision, straight loops, each line one line of the paper. The oracle of the other engines, and
 * fast enough for tiny models. Nothing is fused, nothing is cached, nothing is changed in place; weights are read from their files whenever they
 * are needed.
 */
public final class ReferenceEngine implements EditableEngine {

    private final DecoderWeights weights;
    private final ModelSpec spec;
    private final Map<Integer, float[]> exchanged = new HashMap<>();

    private final Runnable whenClosed;

    /** An engine of weights whose checkpoint stays the caller's, who closes it after this. */
    public ReferenceEngine(DecoderWeights weights) {
        this(weights, () -> {});
    }

    /** An engine that lets somebody know when it needs the checkpoint no more. */
    public ReferenceEngine(DecoderWeights weights, Runnable whenClosed) {
        this.weights = weights;
        this.spec = weights.spec();
        this.whenClosed = whenClosed;
    }

    @Override
    public ModelSpec spec() {
        return spec;
    }

    @Override
    public Tensor embed(int[] tokens) {
        return lookUp(weights.tokenEmbedding(), tokens);
    }

    @Override
    public Tensor positionEmbeddings(int[] positions) {
        return lookUp(weights.positionEmbedding().orElseThrow(), positions);
    }

    @Override
    public Tensor unembed(Tensor residual) {
        return linear(norm(residual, weights.finalNorm()), weights.unembedding());
    }

    @Override
    public QueryKeyValue queryKeyValue(int layer, Tensor residual) {
        BlockWeights block = weights.blocks().get(layer);
        Tensor normed = norm(residual, block.attentionNorm());
        return new QueryKeyValue(
                linear(normed, block.query()), linear(normed, block.key()), linear(normed, block.value()));
    }

    @Override
    public Tensor rotation(int[] positions) {
        HeapTensor rotation = new HeapTensor(positions.length, 1);
        for (int row = 0; row < positions.length; row++) {
            rotation.row(row)[0] = positions[row];
        }
        return rotation;
    }

    @Override
    public QueryKeyValue prepareHeads(int layer, QueryKeyValue projected, @Nullable Tensor rotation) {
        Optional<HeadNorms> norms = weights.blocks().get(layer).headNorms();
        Tensor query =
                norms.map(of -> headsNormed(projected.query(), of.query())).orElse(projected.query());
        Tensor key = norms.map(of -> headsNormed(projected.key(), of.key())).orElse(projected.key());
        return rotation == null
                ? new QueryKeyValue(query, key, projected.value())
                : new QueryKeyValue(rotated(query, rotation), rotated(key, rotation), projected.value());
    }

    private Tensor headsNormed(Tensor heads, WeightVector gain) {
        float[] gains = gain.read();
        int headWidth = gains.length;
        HeapTensor result = new HeapTensor(heads.rows(), heads.columns());
        for (int row = 0; row < heads.rows(); row++) {
            double[] in = HeapTensor.of(heads).row(row);
            for (int head = 0; head < heads.columns(); head += headWidth) {
                double squares = 0;
                for (int i = 0; i < headWidth; i++) {
                    squares += in[head + i] * in[head + i];
                }
                double scale =
                        1 / Math.sqrt(squares / headWidth + spec.normalization().epsilon());
                for (int i = 0; i < headWidth; i++) {
                    result.row(row)[head + i] = in[head + i] * scale * gains[i];
                }
            }
        }
        return result;
    }

    private Tensor rotated(Tensor heads, Tensor rotation) {
        PositionScheme.Rotary rotary = (PositionScheme.Rotary) spec.positions();
        double[] frequencies = rotary.frequencies();
        int half = rotary.width() / 2;
        boolean neighbours = rotary.pairing() == PositionScheme.Rotary.Pairing.NEIGHBOURS;
        int headWidth = spec.attention().headWidth();
        HeapTensor result = copy(heads);
        for (int row = 0; row < result.rows(); row++) {
            double position = HeapTensor.of(rotation).row(row)[0];
            double[] in = HeapTensor.of(heads).row(row);
            double[] out = result.row(row);
            for (int head = 0; head < heads.columns(); head += headWidth) {
                for (int i = 0; i < half; i++) {
                    double cos = Math.cos(position * frequencies[i]);
                    double sin = Math.sin(position * frequencies[i]);
                    int first = head + (neighbours ? 2 * i : i);
                    int second = head + (neighbours ? 2 * i + 1 : half + i);
                    out[first] = in[first] * cos - in[second] * sin;
                    out[second] = in[second] * cos + in[first] * sin;
                }
            }
        }
        return result;
    }

    @Override
    public Tensor pattern(Tensor query, Tensor key, AttentionShape shape, Tensor mask) {
        AttentionSpec attention = spec.attention();
        int width = attention.headWidth();
        HeapTensor pattern = new HeapTensor(shape.sequences() * attention.heads() * shape.queries(), shape.keys());
        for (int sequence = 0; sequence < shape.sequences(); sequence++) {
            for (int head = 0; head < attention.heads(); head++) {
                int keyHead = head / attention.groupSize();
                for (int q = 0; q < shape.queries(); q++) {
                    int queryRow = sequence * shape.queries() + q;
                    double[] out = pattern.row((sequence * attention.heads() + head) * shape.queries() + q);
                    for (int k = 0; k < shape.keys(); k++) {
                        double product = 0;
                        for (int i = 0; i < width; i++) {
                            product += HeapTensor.of(query).row(queryRow)[head * width + i]
                                    * HeapTensor.of(key).row(sequence * shape.keys() + k)[keyHead * width + i];
                        }
                        int maskRow = mask.rows() == shape.queries() ? q : queryRow;
                        out[k] =
                                product / Math.sqrt(width) + HeapTensor.of(mask).row(maskRow)[k];
                    }
                    softmax(out);
                }
            }
        }
        return pattern;
    }

    @Override
    public Tensor mix(Tensor pattern, Tensor value, AttentionShape shape) {
        AttentionSpec attention = spec.attention();
        int width = attention.headWidth();
        HeapTensor z = new HeapTensor(shape.queryRows(), attention.queryWidth());
        for (int sequence = 0; sequence < shape.sequences(); sequence++) {
            for (int head = 0; head < attention.heads(); head++) {
                int keyHead = head / attention.groupSize();
                for (int q = 0; q < shape.queries(); q++) {
                    double[] weights =
                            HeapTensor.of(pattern).row((sequence * attention.heads() + head) * shape.queries() + q);
                    double[] out = z.row(sequence * shape.queries() + q);
                    for (int k = 0; k < shape.keys(); k++) {
                        for (int i = 0; i < width; i++) {
                            out[head * width + i] += weights[k]
                                    * HeapTensor.of(value).row(sequence * shape.keys() + k)[keyHead * width + i];
                        }
                    }
                }
            }
        }
        return z;
    }

    @Override
    public Tensor attentionOutput(int layer, Tensor z) {
        return linear(z, weights.blocks().get(layer).attentionOutput());
    }

    @Override
    public Tensor mlpPre(int layer, Tensor residual) {
        MlpWeights mlp = mlp(layer);
        Tensor normed = norm(residual, mlp.norm());
        Tensor up = linear(normed, mlp.input());
        if (mlp.gate().isEmpty()) {
            return up;
        }
        Tensor gate = linear(normed, mlp.gate().orElseThrow());
        HeapTensor both = new HeapTensor(residual.rows(), 2 * up.columns());
        for (int row = 0; row < both.rows(); row++) {
            System.arraycopy(HeapTensor.of(gate).row(row), 0, both.row(row), 0, gate.columns());
            System.arraycopy(HeapTensor.of(up).row(row), 0, both.row(row), gate.columns(), up.columns());
        }
        return both;
    }

    @Override
    public Tensor mlpPost(int layer, Tensor pre) {
        MlpSpec mlp = spec.mlp().orElseThrow();
        int width = mlp.width();
        HeapTensor post = new HeapTensor(pre.rows(), width);
        for (int row = 0; row < pre.rows(); row++) {
            double[] in = HeapTensor.of(pre).row(row);
            for (int i = 0; i < width; i++) {
                post.row(row)[i] = activated(in[i], mlp.activation()) * (mlp.gated() ? in[width + i] : 1);
            }
        }
        return post;
    }

    private static double activated(double x, Activation activation) {
        return switch (activation) {
            case GELU -> x * 0.5 * (1 + erf(x / Math.sqrt(2)));
            case GELU_TANH -> 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
            case SILU -> x / (1 + Math.exp(-x));
            case RELU -> Math.max(0, x);
        };
    }

    /** The error function, to about 1e-13: its Taylor series near zero, the continued fraction of its complement further out. */
    static double erf(double x) {
        if (Math.abs(x) < 2.5) {
            double term = x;
            double sum = x;
            for (int n = 1; n < 100; n++) {
                term *= -x * x / n;
                sum += term / (2 * n + 1);
            }
            return 2 / Math.sqrt(Math.PI) * sum;
        }
        double fraction = 0;
        for (int n = 60; n > 0; n--) {
            fraction = n / 2.0 / (Math.abs(x) + fraction);
        }
        return Math.signum(x) * (1 - Math.exp(-x * x) / Math.sqrt(Math.PI) / (Math.abs(x) + fraction));
    }

    @Override
    public Tensor mlpOutput(int layer, Tensor post) {
        LinearWeights output = mlp(layer).output();
        return linear(post, outputProjection(layer), output);
    }

    @Override
    public float[] outputProjection(int layer) {
        float[] other = exchanged.get(layer);
        return other == null ? read(mlp(layer).output().matrix()) : other.clone();
    }

    @Override
    public float[] outputBias(int layer) {
        return mlp(layer).output().bias().map(WeightVector::read).orElseGet(() -> new float[spec.width()]);
    }

    @Override
    public Replaced replaceOutputProjection(int layer, float[] weight) {
        float[] before = exchanged.put(layer, weight.clone());
        return () -> {
            if (before == null) {
                exchanged.remove(layer);
            } else {
                exchanged.put(layer, before);
            }
        };
    }

    private MlpWeights mlp(int layer) {
        return weights.blocks().get(layer).mlp().orElseThrow();
    }

    @Override
    public Tensor upload(float[] values, int rows, int columns) {
        return filled(rows, columns, i -> values[i]);
    }

    @Override
    public Tensor allocate(int rows, int columns) {
        return filled(rows, columns, i -> Double.NaN);
    }

    @Override
    public void put(Tensor target, int firstRow, Tensor rows) {
        for (int row = 0; row < rows.rows(); row++) {
            System.arraycopy(
                    HeapTensor.of(rows).row(row), 0, HeapTensor.of(target).row(firstRow + row), 0, rows.columns());
        }
    }

    @Override
    public float[] download(Tensor tensor) {
        float[] values = new float[tensor.rows() * tensor.columns()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) HeapTensor.of(tensor).row(i / tensor.columns())[i % tensor.columns()];
        }
        return values;
    }

    @Override
    public Tensor gather(Tensor tensor, int[] rows) {
        HeapTensor result = new HeapTensor(rows.length, tensor.columns());
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(HeapTensor.of(tensor).row(rows[row]), 0, result.row(row), 0, tensor.columns());
        }
        return result;
    }

    @Override
    public Tensor columns(Tensor tensor, int from, int to) {
        HeapTensor result = new HeapTensor(tensor.rows(), to - from);
        for (int row = 0; row < tensor.rows(); row++) {
            System.arraycopy(HeapTensor.of(tensor).row(row), from, result.row(row), 0, to - from);
        }
        return result;
    }

    @Override
    public Tensor concatenate(Tensor first, Tensor second) {
        HeapTensor result = new HeapTensor(first.rows() + second.rows(), first.columns());
        for (int row = 0; row < result.rows(); row++) {
            boolean fromFirst = row < first.rows();
            double[] source = fromFirst
                    ? HeapTensor.of(first).row(row)
                    : HeapTensor.of(second).row(row - first.rows());
            System.arraycopy(source, 0, result.row(row), 0, result.columns());
        }
        return result;
    }

    @Override
    public Tensor add(Tensor target, Tensor increment) {
        HeapTensor sum = copy(target);
        for (int row = 0; row < sum.rows(); row++) {
            for (int i = 0; i < sum.columns(); i++) {
                sum.row(row)[i] += HeapTensor.of(increment).row(row)[i];
            }
        }
        return sum;
    }

    @Override
    public Tensor overwrite(Tensor target, int[] rows, int firstColumn, Tensor source) {
        HeapTensor result = copy(target);
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(HeapTensor.of(source).row(i), 0, result.row(rows[i]), firstColumn, source.columns());
        }
        return result;
    }

    @Override
    public double[] logProbabilities(Tensor logits, int[] rows, int[] tokens) {
        double[] result = new double[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            double[] values = HeapTensor.of(logits).row(rows[i]);
            double highest = DoubleStream.of(values).max().orElseThrow();
            double sum = DoubleStream.of(values)
                    .map(value -> Math.exp(value - highest))
                    .sum();
            result[i] = values[tokens[i]] - highest - Math.log(sum);
        }
        return result;
    }

    @Override
    public int[] ranks(Tensor logits, int[] rows, int[] tokens) {
        int[] ranks = new int[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            double[] values = HeapTensor.of(logits).row(rows[i]);
            double own = values[tokens[i]];
            for (int id = 0; id < values.length; id++) {
                ranks[i] += values[id] > own || (values[id] == own && id < tokens[i]) ? 1 : 0;
            }
        }
        return ranks;
    }

    @Override
    public int[] firstChoices(Tensor logits, int[] rows) {
        int[] choices = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            double[] values = HeapTensor.of(logits).row(rows[i]);
            for (int id = 1; id < values.length; id++) {
                choices[i] = values[id] > values[choices[i]] ? id : choices[i];
            }
        }
        return choices;
    }

    @Override
    public OuterProductSum outerProductSum(int width) {
        return new HeapOuterProductSum(width);
    }

    private Tensor norm(Tensor residual, NormWeights norm) {
        double[] gain = widened(norm.gain().read());
        double[] bias = norm.bias().map(vector -> widened(vector.read())).orElseGet(() -> new double[gain.length]);
        boolean centred = spec.normalization().kind() == Normalization.Kind.LAYER_NORM;
        HeapTensor result = new HeapTensor(residual.rows(), residual.columns());
        for (int row = 0; row < residual.rows(); row++) {
            double[] x = HeapTensor.of(residual).row(row);
            double mean = centred ? DoubleStream.of(x).average().orElseThrow() : 0;
            double meanSquare = DoubleStream.of(x)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElseThrow();
            double scale = 1 / Math.sqrt(meanSquare + spec.normalization().epsilon());
            for (int i = 0; i < x.length; i++) {
                result.row(row)[i] = (x[i] - mean) * scale * gain[i] + bias[i];
            }
        }
        return result;
    }

    private static Tensor linear(Tensor rows, LinearWeights linear) {
        return linear(rows, read(linear.matrix()), linear);
    }

    /** A linear map with another matrix in the place of its own. */
    private static Tensor linear(Tensor rows, float[] matrix, LinearWeights linear) {
        int outputs = linear.matrix().outputs().size();
        int inputs = linear.matrix().inputs();
        double[] bias = linear.bias().map(vector -> widened(vector.read())).orElseGet(() -> new double[outputs]);
        HeapTensor result = new HeapTensor(rows.rows(), outputs);
        for (int row = 0; row < rows.rows(); row++) {
            for (int output = 0; output < outputs; output++) {
                double sum = bias[output];
                for (int input = 0; input < inputs; input++) {
                    sum += matrix[output * inputs + input] * HeapTensor.of(rows).row(row)[input];
                }
                result.row(row)[output] = sum;
            }
        }
        return result;
    }

    private static Tensor lookUp(WeightMatrix table, int[] rows) {
        float[] values = read(table);
        int width = table.inputs();
        return filled(rows.length, width, i -> values[rows[i / width] * width + i % width]);
    }

    private static float[] read(WeightMatrix matrix) {
        float[] values = new float[matrix.size()];
        matrix.read(FloatBuffer.wrap(values));
        return values;
    }

    private static double[] widened(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i];
        }
        return result;
    }

    private static void softmax(double[] scores) {
        double highest = DoubleStream.of(scores).max().orElseThrow();
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.exp(scores[i] - highest);
            sum += scores[i];
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= sum;
        }
    }

    private static HeapTensor filled(int rows, int columns, IntToDoubleFunction value) {
        HeapTensor result = new HeapTensor(rows, columns);
        for (int i = 0; i < rows * columns; i++) {
            result.row(i / columns)[i % columns] = value.applyAsDouble(i);
        }
        return result;
    }

    private static HeapTensor copy(Tensor tensor) {
        HeapTensor result = new HeapTensor(tensor.rows(), tensor.columns());
        for (int row = 0; row < tensor.rows(); row++) {
            System.arraycopy(HeapTensor.of(tensor).row(row), 0, result.row(row), 0, tensor.columns());
        }
        return result;
    }

    @Override
    public void close() {
        whenClosed.run();
    }
}
