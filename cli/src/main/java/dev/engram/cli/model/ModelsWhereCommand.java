package dev.engram.cli.model;

import dev.engram.cli.call.EngramCommand;
import dev.engram.models.catalog.ModelLocator;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code engram models where}: the directory or file of a model. */
@Command(
        name = "where",
        description = "Prints the directory or file of a model that is here, and nothing else.",
        footerHeading = "%nExamples:%n",
        footer = {"  engram models where gpt2"})
public final class ModelsWhereCommand implements Callable<Integer> {

    private final EngramCommand engram;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Parameters(paramLabel = "NAME", description = "A name as --model takes it.")
    private String name = "";

    public ModelsWhereCommand(EngramCommand engram) {
        this.engram = engram;
    }

    @Override
    public Integer call() throws IOException {
        spec.commandLine()
                .getOut()
                .println(new ModelLocator(engram.models().places()).locate(name).toAbsolutePath());
        return 0;
    }
}
