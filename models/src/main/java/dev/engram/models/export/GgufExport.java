package dev.engram.models.export;

import dev.engram.models.disk.FileNotWrittenException;
import dev.engram.models.family.GgufForm;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.files.ModelSource;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.text.GgufTokenizerMetadata;
import dev.engram.models.weights.Checkpoint;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.models.weights.ElementType;
import dev.engram.models.weights.GgufFile;
import dev.engram.models.weights.GgufTensor;
import dev.engram.models.weights.GgufValue;
import dev.engram.models.weights.GgufWriter;
import dev.engram.models.weights.RoundingLoss;
import dev.engram.models.weights.TensorInfo;
import dev.engram.models.weights.TensorToWrite.Numbers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a model as a GGUF file, with some of its MLP output projections replaced, so that it runs where such files are run. Matrices are rounded to
 * the number type asked for, vectors stay in single precision. A GGUF file's metadata stay as they are, to the byte; those of a Hugging Face
 * directory are made of its configuration and its tokenizer.
 */
public final class GgufExport implements ModelExport {

    private static final long MOSTLY_F16 = 1;
    private static final long MOSTLY_Q8_0 = 7;
    private static final String FILE_TYPE = "general.file_type";
    private static final String ALIGNMENT = "general.alignment";

    private final Map<String, GgufValue> metadata;
    private final List<GgufTensor> tensors;
    private final ReplacedProjections replaced;

    private GgufExport(Map<String, GgufValue> metadata, List<GgufTensor> tensors, ReplacedProjections replaced) {
        this.metadata = metadata;
        this.tensors = tensors;
        this.replaced = replaced;
    }

    /**
     * Prepares a model for writing.
     *
     * @param model stays open until it is written; the caller closes it
     * @param mlpOutputs W [D, F], outputs first, by layer, in place of the model's own
     * @param type of matrices: {@code F16} or {@code Q8_0}; one whose rows are no whole blocks of {@code Q8_0} becomes {@code F16}
     * @throws IllegalArgumentException if a layer or its MLP does not exist, a map has the wrong shape, or the model has no form as a GGUF file
     * @throws IOException if the model's files cannot be read, or its tokenizer has no form in a GGUF file
     */
    public static GgufExport of(ModelFiles model, Map<Integer, FloatTensor> mlpOutputs, ElementType type)
            throws IOException {
        if (type != ElementType.F16 && type != ElementType.Q8_0) {
            throw new IllegalArgumentException("a GGUF file is written in F16 or Q8_0, not in " + type);
        }
        DecoderWeights weights = model.weights();
        ReplacedProjections replaced = ReplacedProjections.of(weights, mlpOutputs);
        GgufForm form = GgufForm.of(weights);
        if (model.source() instanceof ModelSource.Gguf gguf) {
            TranslatedGguf.refuseUntranslated(gguf);
        }
        List<GgufTensor> tensors = new ArrayList<>();
        for (GgufForm.Tensor tensor : form.tensors()) {
            TensorInfo info = model.checkpoint().tensors().get(tensor.parameter());
            if (info != null) {
                tensors.add(tensor(tensor, info, model.checkpoint(), replaced, type));
            }
        }
        form.ropeDivisors()
                .ifPresent(divisors -> tensors.add(new GgufTensor(
                        GgufForm.ROPE_DIVISORS,
                        ElementType.F32,
                        List.of((long) divisors.size()),
                        target -> divisors.forEach(divisor -> target.put(divisor.floatValue())))));
        return new GgufExport(metadata(model, form, type), tensors, replaced);
    }

    private static Map<String, GgufValue> metadata(ModelFiles model, GgufForm form, ElementType type)
            throws IOException {
        Map<String, GgufValue> metadata = new LinkedHashMap<>();
        if (model.source() instanceof ModelSource.Gguf gguf) {
            GgufFile file = gguf.file();
            file.metadata().values().keySet().forEach(key -> metadata.put(key, new GgufValue.Copied(file)));
            metadata.remove(ALIGNMENT); // written at the usual one
        } else {
            metadata.putAll(form.metadata());
            metadata.put("general.name", new GgufValue.Text(model.name()));
            metadata.putAll(GgufTokenizerMetadata.of(
                    model.source().path(), model.weights().spec().vocabulary()));
            metadata.put("general.quantization_version", new GgufValue.Whole(2));
        }
        metadata.put(FILE_TYPE, new GgufValue.Whole(type == ElementType.F16 ? MOSTLY_F16 : MOSTLY_Q8_0));
        return metadata;
    }

    private static GgufTensor tensor(
            GgufForm.Tensor tensor,
            TensorInfo info,
            Checkpoint checkpoint,
            ReplacedProjections replaced,
            ElementType type) {
        String parameter = tensor.parameter();
        List<Long> shape = tensor.shape(info.shape());
        long columns = shape.get(shape.size() - 1);
        ElementType stored =
                shape.size() < 2 ? ElementType.F32 : columns % type.blockElements() == 0 ? type : ElementType.F16;
        Numbers own = replaced.numbers(parameter).orElse(target -> checkpoint.read(parameter, target));
        return new GgufTensor(tensor.name(), stored, shape, target -> {
            float[] values = new float[target.remaining()];
            own.putInto(FloatBuffer.wrap(values));
            tensor.store(values, info.shape(), target);
        });
    }

    @Override
    public ExportedModel writeTo(Path target, ExportProgress progress) throws IOException {
        if (Files.exists(target)) {
            throw new IllegalArgumentException(target + " is there; choose another place for the file");
        }
        Path absolute = target.toAbsolutePath().normalize();
        long bytes = tensors.stream().mapToLong(GgufTensor::bytes).sum();
        try {
            Files.createDirectories(absolute.resolveSibling(""));
            Map<String, RoundingLoss> losses = GgufWriter.write(absolute, metadata, tensors, progress.sum(bytes));
            return new ExportedModel(
                    absolute, List.of(String.valueOf(absolute.getFileName())), bytes, replaced.parameters(), losses);
        } catch (FileNotWrittenException e) {
            throw new IOException("the model was not written to " + target + ": " + e.problem(), e);
        } catch (UncheckedIOException e) {
            throw new IOException("the model was not written to " + target + ": " + e.getMessage(), e);
        }
    }
}
