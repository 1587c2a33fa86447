package dev.engram.models.onnx;

import dev.engram.models.weights.BlockWeights;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.models.weights.LinearWeights;
import dev.engram.models.weights.MlpWeights;
import dev.engram.models.weights.NormWeights;
import dev.engram.models.weights.WeightMatrix;
import dev.engram.models.weights.WeightVector;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Weights under the names that graphs have for them, still in their files. */
public final class NamedWeights {

    /** The MLP's output projection, which edits exchange. */
    public static final String MLP_OUTPUT = "mlp.output.weight";

    public static final String TOKEN_EMBEDDING = "token_embedding";
    public static final String POSITION_EMBEDDING = "position_embedding";

    private final String prefix;
    private final Map<String, WeightMatrix> matrices = new LinkedHashMap<>();
    private final Map<String, WeightVector> vectors = new LinkedHashMap<>();

    /** None yet; all names will begin with a prefix. */
    public NamedWeights(String prefix) {
        this.prefix = prefix;
    }

    /** Linear maps' matrices by name, which graphs have as [inputs, outputs]. */
    public Map<String, WeightMatrix> matrices() {
        return Collections.unmodifiableMap(matrices);
    }

    /** Gains and biases by name. */
    public Map<String, WeightVector> vectors() {
        return Collections.unmodifiableMap(vectors);
    }

    /** Names a block's weights. */
    public BlockParameters add(BlockWeights block) {
        return new BlockParameters(
                new BlockParameters.Attention(
                        norm("attention.norm", block.attentionNorm()),
                        linear("attention.query", block.query()),
                        linear("attention.key", block.key()),
                        linear("attention.value", block.value()),
                        block.headNorms()
                                .map(norms -> new BlockParameters.HeadGains(
                                        vector("attention.query_norm.weight", norms.query()),
                                        vector("attention.key_norm.weight", norms.key()))),
                        linear("attention.output", block.attentionOutput())),
                block.mlp().map(this::mlp));
    }

    /** Names the final norm. */
    public BlockParameters.Norm addFinalNorm(DecoderWeights weights) {
        return norm("final_norm", weights.finalNorm());
    }

    /** Names the unembedding. */
    public BlockParameters.Linear addUnembedding(DecoderWeights weights) {
        return linear("unembedding", weights.unembedding());
    }

    /** Names the unembedding's bias, for where its matrix is the token embedding. */
    Optional<String> addUnembeddingBias(DecoderWeights weights) {
        return bias("unembedding", weights.unembedding().bias());
    }

    private BlockParameters.Mlp mlp(MlpWeights mlp) {
        return new BlockParameters.Mlp(
                norm("mlp.norm", mlp.norm()),
                mlp.gate().map(gate -> linear("mlp.gate", gate)),
                linear("mlp.input", mlp.input()),
                linear("mlp.output", mlp.output()));
    }

    private BlockParameters.Norm norm(String name, NormWeights norm) {
        return new BlockParameters.Norm(vector(name + ".weight", norm.gain()), bias(name, norm.bias()));
    }

    private BlockParameters.Linear linear(String name, LinearWeights linear) {
        String matrix = prefix + name + ".weight";
        matrices.put(matrix, linear.matrix());
        return new BlockParameters.Linear(matrix, bias(name, linear.bias()));
    }

    private Optional<String> bias(String name, Optional<WeightVector> bias) {
        return bias.map(values -> vector(name + ".bias", values));
    }

    private String vector(String name, WeightVector values) {
        vectors.put(prefix + name, values);
        return prefix + name;
    }
}
