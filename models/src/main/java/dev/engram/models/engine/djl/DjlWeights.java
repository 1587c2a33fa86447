package dev.engram.models.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.engram.models.spec.AttentionSpec;
import dev.engram.models.weights.BlockWeights;
import dev.engram.models.weights.BlockWeights.HeadNorms;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.models.weights.LinearWeights;
import dev.engram.models.weights.MlpWeights;
import dev.engram.models.weights.NormWeights;
import dev.engram.models.weights.WeightMatrix;
import dev.engram.models.weights.WeightVector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A decoder's weights on the device, with what is read together fused: q|k|v, and gate|up. Owned by the manager they were loaded into. */
record DjlWeights(
        NDArray tokenEmbedding,
        @Nullable NDArray positionEmbedding,
        List<Block> blocks,
        Norm finalNorm,
        DjlLinear unembedding) {

    /**
     * A norm on the device.
     *
     * @param bias zeros for a norm without
     */
    record Norm(NDArray gain, NDArray bias) {}

    /**
     * A block on the device.
     *
     * @param headGains of the queries' heads, then of the keys': [H + keyValueHeads, headWidth]; null for models without
     */
    record Block(
            Norm attentionNorm,
            DjlLinear queryKeyValue,
            @Nullable NDArray headGains,
            DjlLinear attentionOutput,
            @Nullable Mlp mlp) {}

    /**
     * An MLP on the device.
     *
     * @param input gate|up where there is a gate
     */
    record Mlp(Norm norm, DjlLinear input, DjlLinear output) {}

    static DjlWeights load(DecoderWeights weights, NDManager manager, DjlKernels kernels) {
        return new Loader(manager, kernels).load(weights);
    }

    /** Reads matrix after matrix through one staging buffer, so that loading needs little more memory than the model itself. */
    private static final class Loader {

        private final NDManager manager;
        private final TorchScript kernels;
        private final boolean packed;
        private ByteBuffer staging = ByteBuffer.allocateDirect(0);

        Loader(NDManager manager, DjlKernels kernels) {
            this.manager = manager;
            this.kernels = kernels.script();
            this.packed = kernels.packed();
        }

        DjlWeights load(DecoderWeights weights) {
            List<Block> blocks = new ArrayList<>();
            for (BlockWeights block : weights.blocks()) {
                blocks.add(new Block(
                        norm(block.attentionNorm()),
                        fused(List.of(block.query(), block.key(), block.value())),
                        block.headNorms()
                                .map(norms -> headGains(norms, weights.spec().attention()))
                                .orElse(null),
                        fused(List.of(block.attentionOutput())),
                        block.mlp().map(this::mlp).orElse(null)));
            }
            NDArray tokenEmbedding = table(weights.tokenEmbedding());
            boolean shared = weights.spec().tied() && !packed;
            return new DjlWeights(
                    tokenEmbedding,
                    weights.positionEmbedding().map(this::table).orElse(null),
                    blocks,
                    norm(weights.finalNorm()),
                    shared
                            ? new DjlLinear(tokenEmbedding, bias(List.of(weights.unembedding())))
                            : fused(List.of(weights.unembedding())));
        }

        private Mlp mlp(MlpWeights mlp) {
            return new Mlp(
                    norm(mlp.norm()),
                    fused(Stream.concat(mlp.gate().stream(), Stream.of(mlp.input()))
                            .toList()),
                    fused(List.of(mlp.output())));
        }

        private NDArray headGains(HeadNorms norms, AttentionSpec attention) {
            float[] query = norms.query().read();
            float[] key = norms.key().read();
            FloatBuffer all = FloatBuffer.allocate(attention.queryWidth() + attention.keyValueWidth());
            for (int head = 0; head < attention.heads(); head++) {
                all.put(query);
            }
            for (int head = 0; head < attention.keyValueHeads(); head++) {
                all.put(key);
            }
            return manager.create(
                    all.array(), new Shape(attention.heads() + attention.keyValueHeads(), attention.headWidth()));
        }

        private Norm norm(NormWeights norm) {
            float[] gain = norm.gain().read();
            float[] bias = norm.bias().map(WeightVector::read).orElseGet(() -> new float[gain.length]);
            return new Norm(manager.create(gain), manager.create(bias));
        }

        /** Several maps of the same input as one, their outputs side by side. */
        private DjlLinear fused(List<LinearWeights> parts) {
            List<WeightMatrix> matrices =
                    parts.stream().map(LinearWeights::matrix).toList();
            try (NDArray matrix = staged(matrices)) {
                return new DjlLinear(kernels.call(manager, "prepare", matrix), bias(parts));
            }
        }

        private NDArray bias(List<LinearWeights> parts) {
            int outputs = parts.stream()
                    .mapToInt(part -> part.matrix().outputs().size())
                    .sum();
            FloatBuffer all = FloatBuffer.allocate(outputs);
            for (LinearWeights part : parts) {
                int own = part.matrix().outputs().size();
                all.put(part.bias().map(WeightVector::read).orElseGet(() -> new float[own]));
            }
            return manager.create(all.array());
        }

        private NDArray table(WeightMatrix matrix) {
            try (NDArray staged = staged(List.of(matrix))) {
                return kernels.call(manager, "table", staged);
            }
        }

        /** The matrices stacked, in the staging buffer: gone at the next call. */
        private NDArray staged(List<WeightMatrix> matrices) {
            int inputs = matrices.get(0).inputs();
            int size = matrices.stream().mapToInt(WeightMatrix::size).reduce(0, Math::addExact);
            int bytes = Math.multiplyExact(size, Float.BYTES);
            if (staging.capacity() < bytes) {
                staging = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
            }
            ByteBuffer part = staging.duplicate().order(ByteOrder.nativeOrder()).limit(bytes);
            FloatBuffer floats = part.asFloatBuffer();
            matrices.forEach(matrix -> matrix.read(floats));
            return manager.create(part, new Shape(size / inputs, inputs), DataType.FLOAT32);
        }
    }
}
