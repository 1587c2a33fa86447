package dev.engram.models.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.engram.models.KlDirection;
import dev.engram.models.compute.Device;
import dev.engram.models.compute.WeightPrecision;
import dev.engram.models.engine.AttentionShape;
import dev.engram.models.engine.DifferentiableEngine;
import dev.engram.models.engine.OuterProductSum;
import dev.engram.models.engine.QueryKeyValue;
import dev.engram.models.engine.Tensor;
import dev.engram.models.spec.AttentionSpec;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.spec.Normalization;
import dev.engram.models.spec.PositionScheme;
import dev.engram.models.weights.DecoderWeights;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch through DJL, in float32. The arithmetic is in {@code kernels.py} beside this class; here it is given its weights.
 *
 * <p>Every result lives in native memory until it is closed; what an aborted pass leaves open is freed with the engine.
 */
public final class DjlEngine implements DifferentiableEngine {

    private final ModelSpec spec;
    private final NDManager manager;
    private final TorchScript kernels;
    private final DjlWeights weights;
    private final TurnedWeights turned;
    private final Map<Integer, DjlLinear> exchanged = new HashMap<>();

    private DjlEngine(ModelSpec spec, NDManager manager, TorchScript kernels, DjlWeights weights) {
        this.spec = spec;
        this.manager = manager;
        this.kernels = kernels;
        this.weights = weights;
        this.turned = new TurnedWeights(manager, kernels);
    }

    /** Loads a decoder's weights on the CPU, in float32. */
    public static DjlEngine load(DecoderWeights decoder) {
        return load(decoder, Device.CPU, WeightPrecision.F32);
    }

    /**
     * Loads a decoder's weights. The checkpoint is not needed afterwards.
     *
     * @throws IllegalArgumentException if a weight is NaN or infinite; the message names its tensor
     * @throws IllegalArgumentException if the device is not there; the message says what is missing
     */
    public static DjlEngine load(DecoderWeights decoder, Device device, WeightPrecision precision) {
        NDManager manager = DjlDevice.open(device);
        return load(decoder, manager, DjlKernels.compile(manager.getDevice(), precision));
    }

    /** With products of one's choice. */
    static DjlEngine load(DecoderWeights decoder, NDManager manager, DjlKernels kernels) {
        try {
            return new DjlEngine(decoder.spec(), manager, kernels.script(), DjlWeights.load(decoder, manager, kernels));
        } catch (RuntimeException e) {
            manager.close();
            kernels.script().close();
            throw e;
        }
    }

    /**
     * Does nothing where a device is there.
     *
     * @throws IllegalArgumentException if it is not; the message says what is missing
     */
    public static void requireDevice(Device device) {
        if (!device.equals(Device.CPU)) {
            DjlDevice.open(device).close();
        }
    }

    @Override
    public ModelSpec spec() {
        return spec;
    }

    @Override
    public Tensor embed(int[] tokens) {
        return rowsOf(weights.tokenEmbedding(), tokens);
    }

    @Override
    public Tensor positionEmbeddings(int[] positions) {
        return rowsOf(Objects.requireNonNull(weights.positionEmbedding()), positions);
    }

    private Tensor rowsOf(NDArray table, int[] rows) {
        try (NDArray index = index(rows)) {
            return call("look_up", table, index);
        }
    }

    @Override
    public Tensor unembed(Tensor residual) {
        return normedProduct(residual, weights.finalNorm(), weights.unembedding());
    }

    @Override
    public QueryKeyValue queryKeyValue(int layer, Tensor residual) {
        DjlWeights.Block block = weights.blocks().get(layer);
        return split(normedProduct(residual, block.attentionNorm(), block.queryKeyValue()));
    }

    @Override
    public QueryKeyValue project(int layer, Tensor residual, int[] rows, @Nullable Tensor rotations, int[] positions) {
        DjlWeights.Block block = weights.blocks().get(layer);
        AttentionSpec attention = spec.attention();
        try (NDArray rowIndex = index(rows);
                NDArray positionIndex = index(positions)) {
            return split(call(
                    "project",
                    residual,
                    rowIndex,
                    block.attentionNorm().gain(),
                    block.attentionNorm().bias(),
                    spec.normalization().epsilon(),
                    isCentred(),
                    block.queryKeyValue().weight(),
                    block.queryKeyValue().bias(),
                    hasHeadNorms(),
                    headGains(layer),
                    rotations != null,
                    rotations == null
                            ? residual
                            : rotations, // the kernel looks at it only where the flag before it says so
                    pairsNeighbours(),
                    positionIndex,
                    (long) attention.queryWidth() + attention.keyValueWidth(),
                    (long) attention.headWidth()));
        }
    }

    /** Closes the whole, whose memory the parts keep. */
    private QueryKeyValue split(Tensor fused) {
        AttentionSpec attention = spec.attention();
        int keysFrom = attention.queryWidth();
        int valuesFrom = keysFrom + attention.keyValueWidth();
        try (fused) {
            NDList parts = DjlTensor.array(fused).split(new long[] {keysFrom, valuesFrom}, 1);
            return new QueryKeyValue(
                    new DjlTensor(parts.get(0)), new DjlTensor(parts.get(1)), new DjlTensor(parts.get(2)));
        }
    }

    @Override
    public Tensor rotation(int[] positions) {
        PositionScheme.Rotary rotary = (PositionScheme.Rotary) spec.positions();
        return upload(rotary.angles(positions), positions.length, rotary.width());
    }

    @Override
    public QueryKeyValue prepareHeads(int layer, QueryKeyValue projected, @Nullable Tensor rotation) {
        if (rotation == null && !hasHeadNorms()) {
            return projected;
        }
        return new QueryKeyValue(
                preparedHeads(layer, projected.query(), 0, rotation),
                preparedHeads(layer, projected.key(), spec.attention().heads(), rotation),
                projected.value());
    }

    private Tensor preparedHeads(int layer, Tensor heads, int firstGain, @Nullable Tensor rotation) {
        return consuming(
                heads,
                "prepare_heads",
                hasHeadNorms(),
                headGains(layer),
                (long) firstGain,
                spec.normalization().epsilon(),
                rotation != null,
                rotation == null ? heads : rotation, // the kernel looks at it only where the flag before it says so
                pairsNeighbours(),
                (long) spec.attention().headWidth());
    }

    private boolean hasHeadNorms() {
        return spec.attention().headNorms();
    }

    /** What the kernels look at only where {@link #hasHeadNorms} says so. */
    private NDArray headGains(int layer) {
        DjlWeights.Block block = weights.blocks().get(layer);
        NDArray gains = block.headGains();
        return gains == null ? block.attentionNorm().gain() : gains;
    }

    private boolean pairsNeighbours() {
        return spec.positions() instanceof PositionScheme.Rotary rotary
                && rotary.pairing() == PositionScheme.Rotary.Pairing.NEIGHBOURS;
    }

    @Override
    public Tensor pattern(Tensor query, Tensor key, AttentionShape shape, Tensor mask) {
        AttentionSpec attention = spec.attention();
        return call(
                "pattern",
                query,
                key,
                mask,
                (long) shape.sequences(),
                (long) attention.keyValueHeads(),
                (long) attention.headWidth(),
                1 / Math.sqrt(attention.headWidth()));
    }

    @Override
    public Tensor mix(Tensor pattern, Tensor value, AttentionShape shape) {
        AttentionSpec attention = spec.attention();
        return call(
                "mix",
                pattern,
                value,
                (long) shape.sequences(),
                (long) attention.keyValueHeads(),
                (long) attention.heads(),
                (long) attention.headWidth());
    }

    @Override
    public Tensor attend(QueryKeyValue heads, AttentionShape shape, Tensor mask) {
        AttentionSpec attention = spec.attention();
        return call(
                "attend",
                heads.query(),
                heads.key(),
                heads.value(),
                mask,
                (long) shape.sequences(),
                (long) attention.keyValueHeads(),
                (long) attention.heads(),
                (long) attention.headWidth(),
                1 / Math.sqrt(attention.headWidth()));
    }

    @Override
    public Tensor attention(int layer, Tensor residual, @Nullable Tensor rotation, AttentionShape shape, Tensor mask) {
        DjlWeights.Block block = weights.blocks().get(layer);
        AttentionSpec attention = spec.attention();
        return call(
                "attention",
                residual,
                block.attentionNorm().gain(),
                block.attentionNorm().bias(),
                spec.normalization().epsilon(),
                isCentred(),
                block.queryKeyValue().weight(),
                block.queryKeyValue().bias(),
                hasHeadNorms(),
                headGains(layer),
                rotation != null,
                rotation == null ? mask : rotation, // the kernel looks at it only where the flag before it says so
                pairsNeighbours(),
                mask,
                (long) shape.sequences(),
                (long) attention.keyValueHeads(),
                (long) attention.heads(),
                (long) attention.headWidth(),
                1 / Math.sqrt(attention.headWidth()),
                block.attentionOutput().weight(),
                block.attentionOutput().bias());
    }

    @Override
    public Tensor attentionOutput(int layer, Tensor z) {
        return product(z, weights.blocks().get(layer).attentionOutput());
    }

    @Override
    public Tensor mlpPre(int layer, Tensor residual) {
        DjlWeights.Mlp mlp = mlp(layer);
        return normedProduct(residual, mlp.norm(), mlp.input());
    }

    @Override
    public Tensor mlpPost(int layer, Tensor pre) {
        return call("mlp_post", pre, activation(), isGated());
    }

    @Override
    public Tensor mlpOutput(int layer, Tensor post) {
        return product(post, output(layer));
    }

    @Override
    public Tensor mlp(int layer, Tensor residual) {
        DjlWeights.Mlp mlp = mlp(layer);
        return call(
                "mlp",
                residual,
                mlp.norm().gain(),
                mlp.norm().bias(),
                spec.normalization().epsilon(),
                isCentred(),
                mlp.input().weight(),
                mlp.input().bias(),
                activation(),
                isGated(),
                output(layer).weight(),
                output(layer).bias());
    }

    private DjlWeights.Mlp mlp(int layer) {
        return Objects.requireNonNull(weights.blocks().get(layer).mlp());
    }

    /** The MLP's output projection as it is now. */
    private DjlLinear output(int layer) {
        DjlLinear other = exchanged.get(layer);
        return other == null ? mlp(layer).output() : other;
    }

    private String activation() {
        return spec.mlp().orElseThrow().activation().name().toLowerCase(Locale.ROOT);
    }

    private boolean isGated() {
        return spec.mlp().orElseThrow().gated();
    }

    private boolean isCentred() {
        return spec.normalization().kind() == Normalization.Kind.LAYER_NORM;
    }

    @Override
    public Tensor upload(float[] values, int rows, int columns) {
        // An array from the heap lies in a Java buffer, which ends with its handle; an operation that works in its
        // argument's memory
        // gives that memory a new handle.
        try (NDArray buffered = manager.create(values, new Shape(rows, columns))) {
            return call("copy", new DjlTensor(buffered));
        }
    }

    @Override
    public Tensor allocate(int rows, int columns) {
        return new DjlTensor(manager.create(new Shape(rows, columns), DataType.FLOAT32));
    }

    @Override
    public void put(Tensor target, int firstRow, Tensor rows) {
        call("put", target, (long) firstRow, rows).close();
    }

    @Override
    public float[] download(Tensor tensor) {
        return HostCopy.read(DjlTensor.array(tensor), NDArray::toFloatArray);
    }

    @Override
    public Tensor gather(Tensor tensor, int[] rows) {
        try (NDArray index = index(rows)) {
            return call("gather", tensor, index);
        }
    }

    @Override
    public Tensor columns(Tensor tensor, int from, int to) {
        return call("columns", tensor, (long) from, (long) (to - from));
    }

    @Override
    public Tensor concatenate(Tensor first, Tensor second) {
        return call("concatenate", first, second);
    }

    @Override
    public Tensor add(Tensor target, Tensor increment) {
        return consuming(target, "add", increment);
    }

    @Override
    public Tensor sum(Tensor first, int[] firstRows, Tensor second, int[] secondRows) {
        try (NDArray firstIndex = index(firstRows);
                NDArray secondIndex = index(secondRows)) {
            return call("sum_rows", first, firstIndex, second, secondIndex);
        }
    }

    @Override
    public Tensor overwrite(Tensor target, int[] rows, int firstColumn, Tensor source) {
        try (NDArray index = index(rows)) {
            return consuming(target, "overwrite", index, (long) firstColumn, source);
        }
    }

    @Override
    public double[] logProbabilities(Tensor logits, int[] rows, int[] tokens) {
        try (NDArray rowIndex = index(rows);
                NDArray tokenIndex = index(tokens);
                Tensor chosen = call("log_probabilities", logits, rowIndex, tokenIndex)) {
            float[] values = download(chosen);
            double[] logProbabilities = new double[values.length];
            Arrays.setAll(logProbabilities, i -> values[i]);
            return logProbabilities;
        }
    }

    @Override
    public int[] ranks(Tensor logits, int[] rows, int[] tokens) {
        try (NDArray rowIndex = index(rows);
                NDArray tokenIndex = index(tokens);
                NDArray ranks = kernels.call(manager, "ranks", DjlTensor.array(logits), rowIndex, tokenIndex)) {
            return ids(ranks);
        }
    }

    @Override
    public int[] firstChoices(Tensor logits, int[] rows) {
        try (NDArray rowIndex = index(rows);
                NDArray choices = kernels.call(manager, "first_choices", DjlTensor.array(logits), rowIndex)) {
            return ids(choices);
        }
    }

    private static int[] ids(NDArray array) {
        return Arrays.stream(HostCopy.read(array, NDArray::toLongArray))
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    @Override
    public OuterProductSum outerProductSum(int width) {
        return new DjlOuterProductSum(manager, kernels, width);
    }

    // --- gradients

    @Override
    public Tensor logProbabilities(Tensor logits) {
        return call("log_softmax", logits);
    }

    @Override
    public float[] pick(Tensor tensor, int[] rows, int[] columns) {
        try (NDArray rowIndex = index(rows);
                NDArray columnIndex = index(columns)) {
            return values("pick", tensor, rowIndex, columnIndex);
        }
    }

    @Override
    public Tensor logProbabilityGradient(Tensor logProbabilities, int[] tokens, float[] factors) {
        try (NDArray tokenIndex = index(tokens);
                NDArray each = manager.create(factors)) {
            return call("log_probability_gradient", logProbabilities, tokenIndex, each);
        }
    }

    @Override
    public float[] divergence(Tensor logProbabilities, Tensor from) {
        return values("divergence", logProbabilities, from);
    }

    @Override
    public Tensor divergenceGradient(Tensor now, Tensor before, KlDirection direction, float[] factors) {
        String kernel = switch (direction) {
            case NOW_FROM_BEFORE -> "divergence_gradient";
            case BEFORE_FROM_NOW -> "cross_entropy_gradient";
        };
        try (NDArray each = manager.create(factors)) {
            return call(kernel, now, before, each);
        }
    }

    @Override
    public Tensor unembedGradient(Tensor residual, Tensor gradient) {
        return call(
                "normed_product_gradient",
                residual,
                weights.finalNorm().gain(),
                spec.normalization().epsilon(),
                isCentred(),
                turned.of(weights.unembedding()),
                gradient);
    }

    @Override
    public Tensor attentionGradient(
            int layer,
            Tensor residual,
            QueryKeyValue heads,
            @Nullable Tensor rotation,
            AttentionShape shape,
            Tensor mask,
            Tensor gradient) {
        DjlWeights.Block block = weights.blocks().get(layer);
        AttentionSpec attention = spec.attention();
        return call(
                "attention_gradient",
                residual,
                block.attentionNorm().gain(),
                block.attentionNorm().bias(),
                spec.normalization().epsilon(),
                isCentred(),
                block.queryKeyValue().weight(),
                block.queryKeyValue().bias(),
                turned.of(block.queryKeyValue()),
                hasHeadNorms(),
                headGains(layer),
                rotation != null,
                rotation == null ? mask : rotation, // the kernel looks at it only where the flag before it says so
                pairsNeighbours(),
                heads.query(),
                heads.key(),
                heads.value(),
                mask,
                (long) shape.sequences(),
                (long) attention.keyValueHeads(),
                (long) attention.heads(),
                (long) attention.headWidth(),
                1 / Math.sqrt(attention.headWidth()),
                turned.of(block.attentionOutput()),
                gradient);
    }

    @Override
    public Tensor mlpGradient(int layer, Tensor residual, Tensor pre, Tensor gradient) {
        DjlWeights.Mlp mlp = mlp(layer);
        return call(
                "mlp_gradient",
                residual,
                mlp.norm().gain(),
                spec.normalization().epsilon(),
                isCentred(),
                turned.of(mlp.input()),
                activation(),
                isGated(),
                pre,
                turned.of(output(layer)),
                gradient);
    }

    // --- weights

    @Override
    public float[] outputProjection(int layer) {
        try (NDArray dense = kernels.call(manager, "dense", output(layer).weight())) {
            return HostCopy.read(dense, NDArray::toFloatArray);
        }
    }

    @Override
    public float[] outputBias(int layer) {
        return HostCopy.read(output(layer).bias(), NDArray::toFloatArray);
    }

    @Override
    public Replaced replaceOutputProjection(int layer, float[] weight) {
        NDArray bias = output(layer).bias();
        DjlLinear exchangedBefore = exchanged.get(layer);
        try (NDArray plain = manager.create(weight, new Shape(spec.width(), weight.length / spec.width()))) {
            exchanged.put(layer, new DjlLinear(kernels.call(manager, "prepare_edited", plain), bias));
        }
        return new Replacement(layer, output(layer), exchangedBefore);
    }

    /** A matrix that is there until it is closed. */
    private final class Replacement implements Replaced {

        private final int layer;
        private final DjlLinear now;
        private final @Nullable DjlLinear before;
        private boolean closed;

        /** @param before what was exchanged before; null for the model's own */
        Replacement(int layer, DjlLinear now, @Nullable DjlLinear before) {
            this.layer = layer;
            this.now = now;
            this.before = before;
        }

        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            turned.forget(now);
            now.weight().close();
            if (before == null) {
                exchanged.remove(layer);
            } else {
                exchanged.put(layer, before);
            }
        }
    }

    private float[] values(String kernel, Object... arguments) {
        try (Tensor vector = call(kernel, arguments)) {
            return download(vector);
        }
    }

    private Tensor normedProduct(Tensor residual, DjlWeights.Norm norm, DjlLinear linear) {
        return call(
                "normed_product",
                residual,
                norm.gain(),
                norm.bias(),
                spec.normalization().epsilon(),
                isCentred(),
                linear.weight(),
                linear.bias());
    }

    private Tensor product(Tensor rows, DjlLinear linear) {
        return call("product", rows, linear.weight(), linear.bias());
    }

    /** Calls a kernel that works in its first argument's memory, and closes that argument's handle. */
    private Tensor consuming(Tensor target, String kernel, Object... more) {
        Object[] arguments = new Object[more.length + 1];
        arguments[0] = target;
        System.arraycopy(more, 0, arguments, 1, more.length);
        try (target) {
            return call(kernel, arguments);
        }
    }

    private Tensor call(String kernel, Object... arguments) {
        Object[] unwrapped = Arrays.stream(arguments)
                .map(argument -> argument instanceof Tensor tensor ? DjlTensor.array(tensor) : argument)
                .toArray();
        return new DjlTensor(kernels.call(manager, kernel, unwrapped));
    }

    private NDArray index(int[] values) {
        return manager.create(Arrays.stream(values).asLongStream().toArray());
    }

    @Override
    public void close() {
        manager.close();
        kernels.close();
    }
}
