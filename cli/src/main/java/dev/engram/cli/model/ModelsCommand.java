package dev.engram.cli.model;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code engram models}: the parent of the commands about the models on this machine. */
@Command(
        name = "models",
        description = "Lists, downloads, removes and locates models.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  engram models list",
            "  engram models pull smollm2-135m-instruct",
            "  engram models pull HuggingFaceTB/SmolLM2-360M-Instruct"
        })
public final class ModelsCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "name a command: " + String.join(", ", spec.subcommands().keySet()));
    }
}
