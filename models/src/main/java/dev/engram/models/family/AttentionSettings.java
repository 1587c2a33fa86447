package dev.engram.models.family;

import dev.engram.models.spec.AttentionSpec;
import dev.engram.models.spec.Visibility;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Reads what configurations in LLaMA's keys say of attention: heads, and what each layer's queries see. */
final class AttentionSettings {

    private static final String KEY_VALUE_HEADS = "num_key_value_heads";
    private static final String LAYER_TYPES = "layer_types";
    private static final String WINDOW = "sliding_window";

    private AttentionSettings() {}

    /** The width of a head where nothing else says it: the heads share the residual stream's. */
    static int evenHeadWidth(ModelConfig config) {
        int width = config.requireCount("hidden_size");
        int heads = config.requireCount("num_attention_heads");
        if (width % heads != 0) {
            throw new IllegalArgumentException(config.source() + ": 'hidden_size' " + width
                    + " is no multiple of 'num_attention_heads' " + heads + ", and 'head_dim' is not given");
        }
        return width / heads;
    }

    /**
     * The heads.
     *
     * @param keyValueHeads where the configuration does not speak of them; where it says {@code null}, each query head has its own
     */
    static AttentionSpec heads(ModelConfig config, Optional<Integer> keyValueHeads, int headWidth, boolean headNorms) {
        int heads = config.requireCount("num_attention_heads");
        Optional<Integer> unsaid = config.isNull(KEY_VALUE_HEADS) ? Optional.empty() : keyValueHeads;
        int shared = config.count(KEY_VALUE_HEADS).or(() -> unsaid).orElse(heads);
        if (heads % shared != 0) {
            throw new IllegalArgumentException(config.source() + ": 'num_attention_heads' " + heads
                    + " is no multiple of '" + KEY_VALUE_HEADS + "', which is " + shared
                    + (config.count(KEY_VALUE_HEADS).isPresent() ? "" : " in this family where it is not given"));
        }
        return new AttentionSpec(heads, shared, headWidth, headNorms);
    }

    static List<Visibility> causal(ModelConfig config) {
        return Collections.nCopies(config.requireCount("num_hidden_layers"), new Visibility.Causal());
    }

    /**
     * All layers alike: with {@code sliding_window}, where it is not {@code null}.
     *
     * @param unsaid the window where the configuration does not speak of it
     */
    static List<Visibility> windowed(ModelConfig config, int unsaid) {
        Visibility all = config.isNull(WINDOW)
                ? new Visibility.Causal()
                : new Visibility.Windowed(config.count(WINDOW).orElse(unsaid));
        List<Visibility> layers = Collections.nCopies(config.requireCount("num_hidden_layers"), all);
        config.strings(LAYER_TYPES).ifPresent(types -> {
            if (!ofTypes(config, types, config.count(WINDOW).or(() -> Optional.of(unsaid)))
                    .equals(layers)) {
                throw new IllegalArgumentException(config.source() + ": '" + LAYER_TYPES + "' is " + types
                        + ", but a model of type '" + config.modelType() + "' has '" + WINDOW
                        + "' in all layers or in none");
            }
        });
        return layers;
    }

    /**
     * Layer by layer, as {@code layer_types} says; without it, from layer {@code max_window_layers} on with the window that
     * {@code use_sliding_window} turns on.
     */
    static List<Visibility> byLayer(ModelConfig config, int unsaidWindow, int unsaidFullLayers) {
        boolean used = config.flag("use_sliding_window").orElse(false) && !config.isNull(WINDOW);
        Optional<Integer> window = used ? config.count(WINDOW).or(() -> Optional.of(unsaidWindow)) : Optional.empty();
        Optional<List<String>> types = config.strings(LAYER_TYPES);
        if (types.isPresent()) {
            return ofTypes(config, types.get(), window);
        }
        List<Visibility> layers = new ArrayList<>(causal(config));
        int full = config.number("max_window_layers").map(Double::intValue).orElse(unsaidFullLayers);
        for (int layer = Math.max(0, full); window.isPresent() && layer < layers.size(); layer++) {
            layers.set(layer, new Visibility.Windowed(window.get()));
        }
        return layers;
    }

    private static List<Visibility> ofTypes(ModelConfig config, List<String> types, Optional<Integer> window) {
        int layers = config.requireCount("num_hidden_layers");
        if (types.size() != layers) {
            throw new IllegalArgumentException(config.source() + ": '" + LAYER_TYPES + "' has " + types.size()
                    + " entries, but 'num_hidden_layers' is " + layers);
        }
        return types.stream()
                .<Visibility>map(type -> switch (type) {
                    case "full_attention" -> new Visibility.Causal();
                    case "sliding_attention" ->
                        new Visibility.Windowed(window.orElseThrow(() -> new IllegalArgumentException(config.source()
                                + ": '" + LAYER_TYPES + "' has sliding_attention, but no '" + WINDOW + "' is in use")));
                    default ->
                        throw new IllegalArgumentException(config.source() + ": the layer type '" + type
                                + "' is not supported; supported are full_attention and sliding_attention");
                })
                .toList();
    }
}
