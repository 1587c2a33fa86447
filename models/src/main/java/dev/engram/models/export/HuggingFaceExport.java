package dev.engram.models.export;

import dev.engram.models.files.ModelFiles;
import dev.engram.models.files.ModelSource;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.weights.ElementType;
import dev.engram.models.weights.RoundingLoss;
import dev.engram.models.weights.SafetensorsWriter;
import dev.engram.models.weights.WeightMatrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Writes a model as a complete Hugging Face directory, with some of its MLP output projections replaced.
 *
 * <p>From a directory, all stays as it is: names, number types, order, shards; a tensor that is not replaced is the same to the byte. A GGUF
 * file becomes a directory of its family in one number type, with its tokenizer and chat template. Replaced weights are rounded to the number
 * type that their place has, to the nearest and ties to even. The directory appears at once, when it is complete, or not at all; of the
 * weights one tensor at a time is in memory. Not for use by several threads at once.
 */
public final class HuggingFaceExport implements ModelExport {

    private final DirectoryContents contents;
    private final ReplacedProjections replaced;

    private HuggingFaceExport(DirectoryContents contents, ReplacedProjections replaced) {
        this.contents = contents;
        this.replaced = replaced;
    }

    /**
     * Prepares a model for writing: a directory in its own number types, a GGUF file in F16.
     *
     * @param model stays open until it is written; the caller closes it
     * @param mlpOutputs W [D, F], outputs first, by layer, in place of the model's own; the output projection of the layer's MLP
     * @throws IllegalArgumentException if a layer or its MLP does not exist, a map has the wrong shape, or the model is one that transformers does
     *     not have
     * @throws IOException if the model's files cannot be read, or a GGUF file's tokenizer is not supported
     */
    public static HuggingFaceExport of(ModelFiles model, Map<Integer, FloatTensor> mlpOutputs) throws IOException {
        ReplacedProjections replaced = ReplacedProjections.of(model.weights(), mlpOutputs);
        if (model.source() instanceof ModelSource.Directory directory) {
            return new HuggingFaceExport(CopiedDirectory.of(directory, replaced), replaced);
        }
        return ofGguf(model, mlpOutputs, ElementType.F16);
    }

    /**
     * As {@link #of}, for a GGUF file in a number type of the caller's choice.
     *
     * @param type {@code F16}, or {@code F32}, which changes no value
     * @throws IllegalArgumentException if the model is no GGUF file, too
     */
    public static HuggingFaceExport ofGguf(ModelFiles model, Map<Integer, FloatTensor> mlpOutputs, ElementType type)
            throws IOException {
        if (!(model.source() instanceof ModelSource.Gguf gguf)) {
            throw new IllegalArgumentException(model.source().path()
                    + " is a directory, which keeps its number types; only a GGUF file is written in a chosen one");
        }
        if (type != ElementType.F16 && type != ElementType.F32) {
            throw new IllegalArgumentException("a GGUF file is written as F16 or F32, not as " + type);
        }
        ReplacedProjections replaced = ReplacedProjections.of(model.weights(), mlpOutputs);
        return new HuggingFaceExport(TranslatedGguf.of(gguf, model.weights(), replaced, type), replaced);
    }

    /**
     * The number type in which {@link #of} writes the output projection of a layer's MLP.
     *
     * @throws IllegalArgumentException if there is no such layer, or it has no MLP
     */
    public static ElementType typeOf(ModelFiles model, int layer) {
        WeightMatrix projection = model.weights().outputProjection(layer);
        return model.source() instanceof ModelSource.Gguf
                ? ElementType.F16
                : projection.checkpoint().tensor(projection.parameter()).type();
    }

    /** The bytes of all tensors to be written. */
    public long weightBytes() {
        return contents.bytes();
    }

    @Override
    public ExportedModel writeTo(Path target, ExportProgress progress) throws IOException {
        return WrittenDirectory.write(target, directory -> {
            List<String> files = new ArrayList<>();
            Map<String, RoundingLoss> losses = new LinkedHashMap<>();
            for (SettingsFile settings : contents.settings()) {
                directory.write(settings);
                files.add(settings.name());
            }
            LongConsumer written = progress.sum(contents.bytes());
            for (WeightsFile weights : contents.weights()) {
                Path place = directory.place(weights.name());
                losses.putAll(SafetensorsWriter.write(place, weights.tensors(), weights.metadata(), written));
                files.add(weights.name());
            }
            return new WrittenDirectory.Contents(files, contents.bytes(), replaced.parameters(), losses);
        });
    }
}
