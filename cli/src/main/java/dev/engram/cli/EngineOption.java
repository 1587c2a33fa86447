package dev.engram.cli;

import dev.engram.models.EditableModel;
import dev.engram.models.LanguageModel;
import dev.engram.models.files.EngineKind;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.files.TextModelFiles;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --engine}: what computes the model. */
final class EngineOption {

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description =
                    "What computes: djl (PyTorch, the default), onnx (ONNX Runtime), or reference (plain Java in double precision, slow). "
                            + "Gradients are PyTorch's with all of them.")
    private @Nullable EngineKind kind;

    /** The engine. */
    EngineKind kind() {
        return kind == null ? EngineKind.DJL : kind;
    }

    /** What a manifest says of it: nothing of the default. */
    @Nullable
    String forManifest() {
        return kind() == EngineKind.DJL ? null : kind().name().toLowerCase(Locale.ROOT);
    }

    EditableModel load(ModelFiles files) throws IOException {
        return files.load(kind());
    }

    /** A model of which texts are asked. */
    LanguageModel load(TextModelFiles files) throws IOException {
        if (files instanceof ModelFiles own) {
            return load(own);
        }
        if (kind != null && kind != EngineKind.ONNX) {
            throw new IllegalArgumentException(
                    "--engine: " + files.name() + " is an ONNX graph, which only ONNX Runtime runs; leave it out");
        }
        return files.load();
    }
}
