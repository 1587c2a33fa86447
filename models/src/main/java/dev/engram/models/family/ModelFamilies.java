package dev.engram.models.family;

import java.util.List;

/** The families that can be run. */
public final class ModelFamilies {

    private static final List<ModelFamily> ALL = List.of(
            new Gpt2Family(),
            new GptJFamily(),
            new GptNeoxFamily(),
            new LlamaFamily(),
            new MistralFamily(),
            new Qwen2Family(),
            new Qwen3Family(),
            new OptFamily(),
            new AttentionOnlyFamily());

    private ModelFamilies() {}

    /** Their model types. */
    public static List<String> modelTypes() {
        return ALL.stream().map(ModelFamily::modelType).toList();
    }

    /**
     * The family of a configuration.
     *
     * @throws IllegalArgumentException if there is none, in which case the message lists those there are, or the configuration has settings
     *     that no family supports
     */
    public static ModelFamily of(ModelConfig config) {
        String modelType = config.modelType();
        ModelFamily found = ALL.stream()
                .filter(family -> family.modelType().equals(modelType))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(config.source() + ": models of type '" + modelType
                        + "' are not supported; supported types are " + modelTypes()));
        UnsupportedSettings.refuse(config);
        return found;
    }
}
