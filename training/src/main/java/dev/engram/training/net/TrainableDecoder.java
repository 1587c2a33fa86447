package dev.engram.training.net;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.GradientCollector;
import dev.engram.models.offline.DjlSettings;
import dev.engram.training.data.TokenBatch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The forward pass with gradients, in float32 on the CPU: next-token loss of a batch, and how it changes with each parameter.
 *
 * <p>The parameters come as one vector, which is a new leaf at each call: DJL adds gradients up in a leaf that is used again. One call at
 * a time in a process, since DJL has one gradient collector.
 */
public final class TrainableDecoder implements AutoCloseable {

    private static final float NORM_EPSILON = 1e-5f;
    private static final float HIDDEN = -1e9f;

    private final DecoderShape shape;
    private final ParameterLayout layout;
    private final NDManager manager;

    public TrainableDecoder(DecoderShape shape) {
        DjlSettings.apply();
        this.shape = shape;
        this.layout = ParameterLayout.of(shape);
        this.manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    }

    public DecoderShape shape() {
        return shape;
    }

    public ParameterLayout layout() {
        return layout;
    }

    /**
     * The loss of a batch and its gradient.
     *
     * @param parameters as the layout has them; not changed
     */
    public LossAndGradient gradient(float[] parameters, TokenBatch batch) {
        try (NDManager step = manager.newSubManager();
                GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray leaf = step.create(parameters);
            leaf.setRequiresGradient(true);
            NDArray loss = losses(pieces(leaf), batch, step).mean();
            collector.backward(loss);
            return new LossAndGradient(loss.getFloat(), leaf.getGradient().toFloatArray());
        }
    }

    /**
     * The losses alone, in nats.
     *
     * @return [B, T - 1], row-major: what each token but the last says of the next
     */
    public float[] losses(float[] parameters, TokenBatch batch) {
        try (NDManager step = manager.newSubManager()) {
            return losses(pieces(step.create(parameters)), batch, step).toFloatArray();
        }
    }

    private Map<String, NDArray> pieces(NDArray vector) {
        List<Parameter> parameters = layout.parameters();
        long[] boundaries =
                parameters.stream().skip(1).mapToLong(Parameter::offset).toArray();
        NDList split = vector.split(boundaries);
        Map<String, NDArray> pieces = new HashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            Shape dimensions = new Shape(
                    parameter.shape().stream().mapToLong(Integer::longValue).toArray());
            pieces.put(parameter.name(), split.get(i).reshape(dimensions));
        }
        return pieces;
    }

    /** Rows are tokens, sequence after sequence. */
    private NDArray losses(Map<String, NDArray> weights, TokenBatch batch, NDManager step) {
        int sequences = batch.sequences();
        int length = batch.length();
        NDArray tokens = step.create(Arrays.stream(batch.ids()).asLongStream().toArray());
        NDArray embedding = piece(weights, "transformer.wte.weight");
        NDArray positions = piece(weights, "transformer.wpe.weight").get("0:" + length);
        NDArray residual = Embedding.embedding(tokens, embedding, SparseFormat.DENSE)
                .singletonOrThrow()
                .reshape(sequences, length, shape.width())
                .add(positions)
                .reshape(-1, shape.width());
        IdentityHashMap<boolean[], NDArray> masks = new IdentityHashMap<>();
        for (int layer = 0; layer < shape.layers(); layer++) {
            String block = "transformer.h." + layer + ".";
            NDArray mask =
                    masks.computeIfAbsent(batch.visible(layer), visible -> mask(visible, sequences, length, step));
            residual = residual.add(attention(weights, block, residual, mask));
            if (shape.hasMlp()) {
                residual = residual.add(mlp(weights, block, residual));
            }
        }
        NDArray unembedding = shape.tied() ? embedding : piece(weights, "lm_head.weight");
        NDArray told = residual.reshape(sequences, length, shape.width())
                .get(":,0:" + (length - 1))
                .reshape(-1, shape.width());
        NDArray next = tokens.reshape(sequences, length).get(":,1:").reshape(-1, 1);
        NDArray logits = norm(weights, "transformer.ln_f", told).matMul(unembedding.transpose());
        return logits.logSoftmax(-1).gather(next, 1).neg().reshape(sequences, length - 1);
    }

    private NDArray attention(Map<String, NDArray> weights, String block, NDArray residual, NDArray mask) {
        long sequences = mask.getShape().get(0);
        long length = mask.getShape().get(3);
        NDArray fused = linear(weights, block + "attn.c_attn", norm(weights, block + "ln_1", residual));
        NDArray heads = fused.reshape(sequences, length, 3, shape.heads(), shape.headWidth())
                .transpose(2, 0, 3, 1, 4);
        NDArray query = heads.get(0).mul(1 / Math.sqrt(shape.headWidth()));
        NDArray pattern =
                query.matMul(heads.get(1).transpose(0, 1, 3, 2)).add(mask).softmax(-1);
        NDArray mixed = pattern.matMul(heads.get(2)).transpose(0, 2, 1, 3).reshape(-1, shape.width());
        return linear(weights, block + "attn.c_proj", mixed);
    }

    private NDArray mlp(Map<String, NDArray> weights, String block, NDArray residual) {
        NDArray hidden = linear(weights, block + "mlp.c_fc", norm(weights, block + "ln_2", residual));
        return linear(weights, block + "mlp.c_proj", Activation.gelu(hidden));
    }

    private NDArray norm(Map<String, NDArray> weights, String name, NDArray rows) {
        NDArray gain = piece(weights, name + ".weight");
        NDArray bias = piece(weights, name + ".bias");
        return LayerNorm.layerNorm(rows, new Shape(shape.width()), gain, bias, NORM_EPSILON)
                .singletonOrThrow();
    }

    private static NDArray linear(Map<String, NDArray> weights, String name, NDArray rows) {
        return rows.matMul(piece(weights, name + ".weight")).add(piece(weights, name + ".bias"));
    }

    private static NDArray piece(Map<String, NDArray> weights, String name) {
        return Objects.requireNonNull(weights.get(name), name);
    }

    private static NDArray mask(boolean[] visible, int sequences, int length, NDManager step) {
        float[] added = new float[visible.length];
        for (int i = 0; i < added.length; i++) {
            added[i] = visible[i] ? 0 : HIDDEN;
        }
        return step.create(added, new Shape(sequences, 1, length, length));
    }

    @Override
    public void close() {
        manager.close();
    }

    /** A batch's mean loss and its gradient. */
    public static final class LossAndGradient {

        private final float loss;
        private final float[] gradient;

        private LossAndGradient(float loss, float[] gradient) {
            this.loss = loss;
            this.gradient = gradient;
        }

        /** In nats. */
        public float loss() {
            return loss;
        }

        /** As the layout has the parameters; the caller's own. */
        public float[] gradient() {
            return gradient;
        }
    }
}
