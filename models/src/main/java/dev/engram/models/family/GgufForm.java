package dev.engram.models.family;

import dev.engram.models.spec.Activation;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.spec.Normalization;
import dev.engram.models.spec.PositionScheme;
import dev.engram.models.spec.RopeScaling;
import dev.engram.models.spec.Topology;
import dev.engram.models.spec.Visibility;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.models.weights.GgufValue;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A model in the terms of GGUF files: what {@link GgufTranslation} brings into those of the Hugging Face models, the other way. */
public final class GgufForm {

    /** The tensor of what rotary frequencies are divided by, where a model has such. */
    public static final String ROPE_DIVISORS = "rope_freqs.weight";

    /** The key, after the architecture's name, of an activation that is not the architecture's own. */
    static final String ACTIVATION = "hidden_activation";

    private static final Set<Activation> GELUS = Set.of(Activation.GELU, Activation.GELU_TANH);

    private final ModelSpec spec;
    private final GgufArchitecture architecture;
    private final String leftOut;

    /** @param leftOut what the model's names for its parameters lack in front */
    private GgufForm(ModelSpec spec, GgufArchitecture architecture, String leftOut) {
        this.spec = spec;
        this.architecture = architecture;
        this.leftOut = leftOut;
    }

    /**
     * The form of a model.
     *
     * @throws IllegalArgumentException if GGUF files of its family are not known here, or cannot say what it is
     */
    public static GgufForm of(DecoderWeights weights) {
        ModelSpec spec = weights.spec();
        GgufArchitecture architecture = GgufArchitecture.ofFamily(spec.family())
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "a model of type '" + spec.family()
                                        + "' has no form as a GGUF file here; those of types llama, mistral, qwen2, qwen3, gpt_neox and gpt2 have"));
        GgufForm form = new GgufForm(spec, architecture, leftOut(architecture, weights));
        form.window();
        form.activation();
        return form;
    }

    /** GPT-2's own files name the decoder's parts without the model's part that holds them. */
    private static String leftOut(GgufArchitecture architecture, DecoderWeights weights) {
        String full = architecture.embeddings().get(0).name() + ".weight";
        String own = weights.tokenEmbedding().parameter();
        return full.endsWith(own) ? full.substring(0, full.length() - own.length()) : "";
    }

    /** A tensor of the file, and the parameter of the Hugging Face model that it holds. */
    public static final class Tensor {

        private final String name;
        private final String parameter;
        private final Arrangement arrangement;

        private Tensor(String name, String parameter, Arrangement arrangement) {
            this.name = name;
            this.parameter = parameter;
            this.arrangement = arrangement;
        }

        public String name() {
            return name;
        }

        public String parameter() {
            return parameter;
        }

        /** The tensor's shape, of the parameter's. */
        public List<Long> shape(List<Long> ofParameter) {
            return arrangement.shape(ofParameter);
        }

        /**
         * Puts the parameter's numbers down as the file holds them.
         *
         * @param shape the parameter's
         */
        public void store(float[] values, List<Long> shape, FloatBuffer target) {
            target.put(arrangement.stored(values, shape));
        }
    }

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
                        String own = parameter.startsWith(leftOut) ? parameter.substring(leftOut.length()) : parameter;
                        tensors.add(new Tensor(origin.name(), own, origin.arrangement()));
                    }
                });
        return tensors;
    }

    /** What rotary frequencies are divided by, one for each. */
    public Optional<List<Double>> ropeDivisors() {
        return rotary().filter(rotary -> rotary.scaling() instanceof RopeScaling.Llama3
                        || rotary.scaling() instanceof RopeScaling.PerFrequency)
                .map(rotary -> IntStream.range(0, rotary.width() / 2)
                        .mapToObj(i ->
                                1 / rotary.scaling().factor(i, Math.pow(rotary.theta(), -2.0 * i / rotary.width())))
                        .toList());
    }

    private Optional<PositionScheme.Rotary> rotary() {
        return Optional.of(spec.positions())
                .filter(PositionScheme.Rotary.class::isInstance)
                .map(PositionScheme.Rotary.class::cast);
    }

    /** The name of the activation, if it is not the architecture's own; other programs know no other, but the two forms of GELU are close. */
    private Optional<String> activation() {
        Activation own = spec.mlp().orElseThrow().activation();
        if (own == architecture.activation()) {
            return Optional.empty();
        }
        if (GELUS.contains(own) && GELUS.contains(architecture.activation())) {
            return Optional.of(Activations.name(own));
        }
        throw new IllegalArgumentException("a model of type '" + spec.family() + "' with the activation " + own
                + " has no form as a GGUF file here; it would be run with " + architecture.activation());
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
        activation().ifPresent(name -> put(pairs, ACTIVATION, new GgufValue.Text(name)));
        if (architecture.name().equals("gptneox")) {
            put(pairs, "use_parallel_residual", new GgufValue.Flag(spec.topology() == Topology.PARALLEL));
        }
        rotary().ifPresent(rotary -> putRotary(pairs, rotary));
        window().ifPresent(size -> put(pairs, "attention.sliding_window", whole(size)));
        put(pairs, "vocab_size", whole(spec.vocabulary()));
        return pairs;
    }

    private void putRotary(Map<String, GgufValue> pairs, PositionScheme.Rotary rotary) {
        put(pairs, "rope.dimension_count", whole(rotary.width()));
        put(pairs, "rope.freq_base", new GgufValue.Real(rotary.theta()));
        if (rotary.scaling() instanceof RopeScaling.Linear linear) {
            put(pairs, "rope.scaling.type", new GgufValue.Text("linear"));
            put(pairs, "rope.scaling.factor", new GgufValue.Real(linear.divisor()));
        }
    }

    private void put(Map<String, GgufValue> pairs, String key, GgufValue value) {
        pairs.put(architecture.name() + "." + key, value);
    }

    private static GgufValue whole(int value) {
        return new GgufValue.Whole(value);
    }
}
