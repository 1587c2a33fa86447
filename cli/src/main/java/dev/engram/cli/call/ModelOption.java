package dev.engram.cli.call;

import dev.engram.models.catalog.ModelLocator;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.files.TextModelFiles;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code --model}: the name of a model that is here, a directory, or a file. */
public final class ModelOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create(); // set by picocli

    @Option(
            names = {"-m", "--model"},
            defaultValue = "demo",
            paramLabel = "MODEL",
            description =
                    "A name that 'engram models list' shows, the id of a model in the Hugging Face cache, a model "
                            + "directory, or a .gguf file (default: ${DEFAULT-VALUE}); where texts alone are asked, an ONNX "
                            + "decoder too. Nothing is downloaded; 'engram models pull' does that.")
    private String model = "";

    /**
     * Opens the model's files.
     *
     * @throws IllegalArgumentException if there is nothing of this name; the message says where was looked
     */
    public ModelFiles open() throws IOException {
        return ModelFiles.open(path());
    }

    /**
     * Opens the files of a model of which texts alone are asked, which may be a graph that others made.
     *
     * @throws IllegalArgumentException as {@link #open}
     */
    public TextModelFiles openForTexts() throws IOException {
        return TextModelFiles.open(path());
    }

    private Path path() throws IOException {
        EngramCommand engram = (EngramCommand) command.root().userObject();
        return new ModelLocator(engram.models().places()).locate(model);
    }

    /** The name as the user gave it. */
    public String given() {
        return model;
    }
}
