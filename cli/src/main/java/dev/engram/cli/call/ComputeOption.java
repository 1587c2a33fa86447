package dev.engram.cli.call;

import dev.engram.models.EditableModel;
import dev.engram.models.LanguageModel;
import dev.engram.models.compute.Device;
import dev.engram.models.compute.WeightPrecision;
import dev.engram.models.files.ComputeSettings;
import dev.engram.models.files.EngineKind;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.files.TextModelFiles;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --engine}, {@code --device}, {@code --dtype}: what computes the model, where, and how its weights lie in memory. */
public final class ComputeOption {

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description =
                    "What computes: djl (PyTorch, the default), onnx (ONNX Runtime), or reference (plain Java in double precision, slow). "
                            + "Gradients are PyTorch's with all of them.")
    private @Nullable EngineKind engine;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = "cpu",
            description =
                    "Where: cpu, cuda (the first GPU) or cuda:N; a GPU needs PyTorch for CUDA, see docs/devices.md (default: ${DEFAULT-VALUE}).")
    private String device = "cpu";

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            defaultValue = "f32",
            description =
                    "How weights lie in memory: f32, or bf16, which halves it and rounds them; either way float32 is computed with "
                            + "(default: ${DEFAULT-VALUE}).")
    private WeightPrecision precision = WeightPrecision.F32;

    /**
     * What is asked for.
     *
     * @throws IllegalArgumentException if it does not go together, or the device is not there
     */
    public ComputeSettings settings() {
        ComputeSettings settings =
                new ComputeSettings(engine == null ? EngineKind.DJL : engine, Device.parse(device), precision);
        settings.requireDevice();
        return settings;
    }

    /** The same for a model of which texts are asked: of a graph, ONNX Runtime is the one that runs it. */
    public ComputeSettings settings(TextModelFiles files) {
        if (files instanceof ModelFiles) {
            return settings();
        }
        if (engine != null && engine != EngineKind.ONNX) {
            throw new IllegalArgumentException(
                    "--engine: " + files.name() + " is an ONNX graph, which only ONNX Runtime runs; leave it out");
        }
        return new ComputeSettings(EngineKind.ONNX, Device.parse(device), precision);
    }

    public EditableModel load(ModelFiles files) throws IOException {
        return files.load(settings());
    }

    /** A model of which texts are asked. */
    public LanguageModel load(TextModelFiles files) throws IOException {
        ComputeSettings settings = settings(files);
        return files instanceof ModelFiles own ? own.load(settings) : files.load();
    }
}
