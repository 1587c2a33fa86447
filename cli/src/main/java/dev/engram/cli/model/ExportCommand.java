package dev.engram.cli.model;

import dev.engram.cli.call.EditOption;
import dev.engram.cli.call.EngramCommand;
import dev.engram.cli.call.ModelOption;
import dev.engram.cli.kept.JsonLine;
import dev.engram.cli.terminal.ProgressLine;
import dev.engram.editing.MergedWeights;
import dev.engram.models.export.ExportedModel;
import dev.engram.models.export.GgufExport;
import dev.engram.models.export.HuggingFaceExport;
import dev.engram.models.export.ModelExport;
import dev.engram.models.export.OnnxExport;
import dev.engram.models.files.ByteSize;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.onnx.DecoderFile;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.weights.ElementType;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code engram export}: a model for other tools. */
@Command(
        name = "export",
        description =
                "Writes a model for other tools: as a complete Hugging Face directory, which transformers and what builds on it load "
                        + "(of a model directory, the weights stay the same to the byte; a .gguf file is converted), as an ONNX "
                        + "decoder, or as a GGUF file, which llama.cpp and what builds on it run.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  engram export --model demo --out demo-for-transformers",
            "  engram export --model smollm2-135m-instruct --edit canberra.safetensors --out smollm2-canberra",
            "  engram export --model smollm2-135m-instruct --out smollm2 --dtype F32",
            "  engram export --model gpt2 --format onnx --kv-cache --out gpt2-onnx",
            "  engram export --model smollm2-135m-instruct --edit canberra.safetensors --format gguf --dtype Q8_0 \\",
            "      --out smollm2-canberra.gguf"
        })
public final class ExportCommand implements Callable<Integer> {

    /** What is written. */
    private enum Format {
        HUGGINGFACE,
        ONNX,
        GGUF
    }

    /** What weights can be written in. */
    private enum NumberType {
        F16,
        F32,
        Q8_0
    }

    private final EngramCommand engram;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "huggingface",
            description =
                    "What is written: huggingface, a directory for transformers; onnx, one with an ONNX decoder in float32 for Optimum,"
                            + " ONNX Runtime and others; gguf, one file (default: ${DEFAULT-VALUE}).")
    private Format format = Format.HUGGINGFACE;

    @Option(
            names = "--kv-cache",
            description =
                    "Of an ONNX decoder: keys and values of earlier tokens go in, and those of all tokens come out.")
    private boolean keepsPast;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "PATH",
            description =
                    "The directory to write: one that is not there yet, or is empty. Of --format gguf, the file. It appears when it"
                            + " is complete.")
    private Path out = Path.of("");

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            description =
                    "The weights' number type (default: F16). Of a .gguf file that becomes a directory: F16, or F32, which takes twice "
                            + "the room and changes no value; a model directory keeps its own. Of --format gguf: F16 or Q8_0.")
    private @Nullable NumberType type;

    @Option(
            names = "--json",
            description = "Print one JSON object: where the model lies, its files, what rounding changed.")
    private boolean json;

    public ExportCommand(EngramCommand engram) {
        this.engram = engram;
    }

    /**
     * What is printed.
     *
     * @param weightBytes of all tensors
     * @param rounding absent where all weights were copied
     */
    private record ExportJson(
            String model,
            String directory,
            List<String> files,
            long weightBytes,
            @Nullable Rounding rounding) {}

    /**
     * What rounding changed.
     *
     * @param tensors those that were rounded
     * @param maxAbsolute the greatest change of a weight
     * @param relativeFrobenius the greatest change of a tensor
     */
    private record Rounding(int tensors, double maxAbsolute, double relativeFrobenius) {

        static @Nullable Rounding of(ExportedModel exported) {
            if (exported.losses().isEmpty()) {
                return null;
            }
            double absolute = 0;
            double relative = 0;
            for (var loss : exported.losses().values()) {
                absolute = Math.max(absolute, loss.maxAbsolute());
                relative = Math.max(relative, loss.relativeFrobenius());
            }
            return new Rounding(exported.losses().size(), absolute, relative);
        }

        String text() {
            return maxAbsolute == 0
                    ? "no value changed"
                    : String.format(
                            Locale.ROOT,
                            "rounding changed a weight by %.2g at most, a tensor by %.2g of its norm at most",
                            maxAbsolute,
                            relativeFrobenius);
        }
    }

    @Mixin
    private EditOption edits = new EditOption();

    @Override
    public Integer call() throws IOException {
        try (ModelFiles files = model.open();
                ProgressLine progress = ProgressLine.ofBytes("writing", engram.terminal())) {
            ExportedModel exported = export(files).writeTo(out, progress::advance);
            print(files.name(), exported);
            return 0;
        }
    }

    private ModelExport export(ModelFiles files) throws IOException {
        if (keepsPast && format != Format.ONNX) {
            throw new IllegalArgumentException("--kv-cache is for --format onnx; leave it out");
        }
        if (type != null && format == Format.ONNX) {
            throw new IllegalArgumentException("--dtype: an ONNX decoder is written in F32; leave it out");
        }
        Map<Integer, FloatTensor> edited = MergedWeights.of(
                edits.edits(files),
                layer -> files.weights().outputProjection(layer).read());
        if (format == Format.ONNX) {
            return OnnxExport.of(files, edited, keepsPast);
        }
        if (format == Format.GGUF) {
            return GgufExport.of(files, edited, type == null ? ElementType.F16 : ElementType.valueOf(type.name()));
        }
        return type == null
                ? HuggingFaceExport.of(files, edited)
                : HuggingFaceExport.ofGguf(files, edited, ElementType.valueOf(type.name()));
    }

    private void print(String name, ExportedModel exported) {
        PrintWriter standard = spec.commandLine().getOut();
        Rounding rounding = Rounding.of(exported);
        if (json) {
            standard.println(JsonLine.of(new ExportJson(
                    name, exported.directory().toString(), exported.files(), exported.weightBytes(), rounding)));
            return;
        }
        standard.println("wrote " + name + " to " + exported.directory() + ": "
                + exported.files().size() + " files, " + new ByteSize(exported.weightBytes()) + " of weights");
        standard.println(
                format == Format.ONNX
                        ? "an ONNX decoder of opset " + DecoderFile.OPERATOR_SET + " in F32, "
                                + (keepsPast ? "with" : "without") + " keys and values of earlier tokens"
                        : rounding == null ? "the weights are the same to the byte" : rounding.text());
    }
}
