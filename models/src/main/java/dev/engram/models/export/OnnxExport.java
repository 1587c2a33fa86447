package dev.engram.models.export;

import dev.engram.models.files.ModelFiles;
import dev.engram.models.files.ModelSource;
import dev.engram.models.onnx.DecoderFile;
import dev.engram.models.tensor.FloatTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes a model as a directory with one ONNX decoder in float32, as Optimum lays such directories out: {@code model.onnx}, its weights beside it
 * where they take more than 2 GB, configuration and tokenizer. The directory appears at once, when it is complete, or not at all.
 */
public final class OnnxExport implements ModelExport {

    private final List<SettingsFile> settings;
    private final DecoderFile decoder;
    private final ReplacedProjections replaced;

    private OnnxExport(List<SettingsFile> settings, DecoderFile decoder, ReplacedProjections replaced) {
        this.settings = settings;
        this.decoder = decoder;
        this.replaced = replaced;
    }

    /**
     * Prepares a model for writing.
     *
     * @param model stays open until it is written; the caller closes it
     * @param mlpOutputs W [D, F], outputs first, by layer, in place of the model's own
     * @param keepsPast whether keys and values of earlier tokens go in and those of all come out
     * @throws IllegalArgumentException if a layer or its MLP does not exist, or a map has the wrong shape
     * @throws IOException if the model's files cannot be read, or a GGUF file's tokenizer is not supported
     */
    public static OnnxExport of(ModelFiles model, Map<Integer, FloatTensor> mlpOutputs, boolean keepsPast)
            throws IOException {
        ReplacedProjections replaced = ReplacedProjections.of(model.weights(), mlpOutputs);
        List<SettingsFile> settings = model.source() instanceof ModelSource.Gguf gguf
                ? TranslatedGguf.settings(gguf, model.weights(), "float32")
                : SettingsOfDirectory.in(model.source().path());
        return new OnnxExport(settings, DecoderFile.of(model.weights(), mlpOutputs, keepsPast), replaced);
    }

    @Override
    public ExportedModel writeTo(Path target, ExportProgress progress) throws IOException {
        return WrittenDirectory.write(target, directory -> {
            List<String> files = new ArrayList<>();
            for (SettingsFile file : settings) {
                directory.write(file);
                files.add(file.name());
            }
            decoder.write(directory::place, progress.sum(decoder.weightBytes()));
            files.addAll(decoder.fileNames());
            return new WrittenDirectory.Contents(files, decoder.weightBytes(), replaced.parameters(), Map.of());
        });
    }
}
