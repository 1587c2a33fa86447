package dev.engram.models.export;

import dev.engram.models.family.ExportedConfig;
import dev.engram.models.files.ModelSource;
import dev.engram.models.text.GgufTokenizerFiles;
import dev.engram.models.weights.Checkpoint;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.models.weights.ElementType;
import dev.engram.models.weights.TensorInfo;
import dev.engram.models.weights.TensorToWrite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A GGUF file as a Hugging Face directory: its metadata as the files that transformers reads, its tensors widened and under their names. */
final class TranslatedGguf {

    private TranslatedGguf() {}

    /** @param type of all tensors, {@code F32} or {@code F16} */
    static DirectoryContents of(
            ModelSource.Gguf source, DecoderWeights weights, ReplacedProjections replaced, ElementType type)
            throws IOException {
        List<SettingsFile> settings = settings(source, weights, type == ElementType.F16 ? "float16" : "float32");
        return new DirectoryContents(settings, List.of(file(source.checkpoint(), replaced, type)));
    }

    /** Configuration and tokenizer, with the name of the weights' number type. */
    static List<SettingsFile> settings(ModelSource.Gguf source, DecoderWeights weights, String typeName)
            throws IOException {
        refuseUntranslated(source);
        GgufTokenizerFiles tokenizer = GgufTokenizerFiles.of(source.file().metadata(), source.path());
        Map<String, Object> config = ExportedConfig.of(weights);
        config.put("dtype", typeName);
        config.put("torch_dtype", typeName); // what older versions read
        config.putAll(tokenizer.tokenIds());
        List<SettingsFile> settings = new ArrayList<>();
        settings.add(SettingsFile.json("config.json", config));
        if (!tokenizer.tokenIds().isEmpty()) {
            settings.add(SettingsFile.json("generation_config.json", tokenizer.tokenIds()));
        }
        tokenizer
                .contents(weights.spec().contextLength())
                .forEach((name, bytes) -> settings.add(SettingsFile.of(name, bytes)));
        return settings;
    }

    static void refuseUntranslated(ModelSource.Gguf source) {
        TreeSet<String> left = new TreeSet<>(source.translation().untranslated());
        if (!left.isEmpty()) {
            throw new IllegalArgumentException(source.path() + " holds " + left.size()
                    + " tensors that have no place in such a model of transformers, the first of them '" + left.first()
                    + "'; without them it would be another model");
        }
    }

    private static WeightsFile file(Checkpoint checkpoint, ReplacedProjections replaced, ElementType type) {
        List<TensorToWrite> tensors = new ArrayList<>();
        for (TensorInfo info : checkpoint.tensors().values()) {
            String name = info.name();
            tensors.add(replaced.find(name, type)
                    .orElseGet(() -> new TensorToWrite.Rounded(
                            name, type, info.shape(), target -> checkpoint.read(name, target))));
        }
        return new WeightsFile("model.safetensors", tensors, Map.of("format", "pt"));
    }
}
