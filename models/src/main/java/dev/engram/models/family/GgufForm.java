package dev.engram.models.family;

import dev.engram.models.spec.ModelSpec;
import dev.engram.models.spec.Normalization;
import dev.engram.models.spec.PositionScheme;
import dev.engram.models.spec.RopeScaling;
import dev.engram.models.spec.Topology;
import dev.engram.models.spec.Visibility;
import dev.engram.models.weights.GgufValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** A model in the terms of GGUF files: what {@link GgufTranslation} brings into those of the Hugging Face models, the other way. */
public final class GgufForm {

    /** The tensor of what rotary frequencies are divided by, where a model has such. */
    public static final String ROPE_DIVISORS = "rope_freqs.weight";

    private final ModelSpec spec;
    private final GgufArchitecture architecture;

    private GgufForm(ModelSpec spec, GgufArchitecture architecture) {
        this.spec = spec;
        this.architecture = architecture;
    }

    /**
     * The form of a model.
     *
     * @throws IllegalArgumentException if GGUF files of its family are not known here, or cannot say what it is
     */
    public static GgufForm of(ModelSpec spec) {
        GgufArchitecture architecture = GgufArchitecture.ofFamily(spec.family())
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "a model of type '" + spec.family()
                                        + "' has no form as a GGUF file here; those of types llama, mistral, qwen2, qwen3 and gpt_neox have"));
        GgufForm form = new GgufForm(spec, architecture);
        form.window();
        return form;
    }

    /**
     * A tensor of the file.
     *
     * @param parameter of the Hugging Face model
     * @param storedRow where the file has the parameter's row
     */
    public record Tensor(String name, String parameter, IntUnaryOperator storedRow) {}

    /** All tensors that there may be, in the file's order. */
    public List<Tensor> tensors() {
        List<Tensor> tensors = new ArrayList<>();
        architecture
                .origins(
                        spec.layers(),
                        spec.attention().heads(),
                        spec.attention().headWidth())
                .forEach((parameter, origin) -> {
                    if (!(spec.tied() && origin.name().startsWith("output."))) {
                        tensors.add(new Tensor(origin.name(), parameter, origin.order()::stored));
                    }
                });
        return tensors;
    }

    /** What rotary frequencies are divided by, one for each. */
    public Optional<List<Double>> ropeDivisors() {
        PositionScheme.Rotary rotary = rotary();
        boolean is =
                rotary.scaling() instanceof RopeScaling.Llama3 || rotary.scaling() instanceof RopeScaling.PerFrequency;
        return is
                ? Optional.of(IntStream.range(0, rotary.width() / 2)
                        .mapToObj(i ->
                                1 / rotary.scaling().factor(i, Math.pow(rotary.theta(), -2.0 * i / rotary.width())))
                        .toList())
                : Optional.empty();
    }

    private PositionScheme.Rotary rotary() {
        return (PositionScheme.Rotary) spec.positions();
    }

    /** The window of all layers, if there is one. */
    private Optional<Integer> window() {
        List<Visibility> kinds = spec.visibility().stream().distinct().toList();
        if (kinds.stream().noneMatch(Visibility.Windowed.class::isInstance)) {
            return Optional.empty();
        }
        if (kinds.size() > 1 || !architecture.name().equals("llama")) {
            throw new IllegalArgumentException("a model of type '" + spec.family()
                    + "' with a sliding window in some layers has no form as a GGUF file here");
        }
        return Optional.of(((Visibility.Windowed) kinds.get(0)).size());
    }

    /** What a file says of the architecture. */
    public Map<String, GgufValue> metadata() {
        Map<String, GgufValue> pairs = new LinkedHashMap<>();
        pairs.put("general.architecture", new GgufValue.Text(architecture.name()));
        put(pairs, "block_count", whole(spec.layers()));
        put(pairs, "context_length", whole(spec.contextLength()));
        put(pairs, "embedding_length", whole(spec.width()));
        put(pairs, "feed_forward_length", whole(spec.mlp().orElseThrow().width()));
        put(pairs, "attention.head_count", whole(spec.attention().heads()));
        put(pairs, "attention.head_count_kv", whole(spec.attention().keyValueHeads()));
        put(pairs, "attention.key_length", whole(spec.attention().headWidth()));
        put(pairs, "attention.value_length", whole(spec.attention().headWidth()));
        boolean centred = spec.normalization().kind() == Normalization.Kind.LAYER_NORM;
        put(
                pairs,
                centred ? "attention.layer_norm_epsilon" : "attention.layer_norm_rms_epsilon",
                new GgufValue.Real(spec.normalization().epsilon()));
        if (centred) {
            put(pairs, "use_parallel_residual", new GgufValue.Flag(spec.topology() == Topology.PARALLEL));
        }
        put(pairs, "rope.dimension_count", whole(rotary().width()));
        put(pairs, "rope.freq_base", new GgufValue.Real(rotary().theta()));
        if (rotary().scaling() instanceof RopeScaling.Linear linear) {
            put(pairs, "rope.scaling.type", new GgufValue.Text("linear"));
            put(pairs, "rope.scaling.factor", new GgufValue.Real(linear.divisor()));
        }
        window().ifPresent(size -> put(pairs, "attention.sliding_window", whole(size)));
        put(pairs, "vocab_size", whole(spec.vocabulary()));
        return pairs;
    }

    private void put(Map<String, GgufValue> pairs, String key, GgufValue value) {
        pairs.put(architecture.name() + "." + key, value);
    }

    private static GgufValue whole(int value) {
        return new GgufValue.Whole(value);
    }
}
