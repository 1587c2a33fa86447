package dev.engram.cli.model;

import dev.engram.cli.call.EngramCommand;
import dev.engram.models.catalog.ModelRemoval;
import dev.engram.models.files.ByteSize;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code engram models rm}: removes what was pulled. */
@Command(
        name = "rm",
        description =
                "Removes a pulled model, or what an unfinished pull left of it, from the Hugging Face cache and from "
                        + "Engram's own. Files that another revision of the model uses stay.",
        footerHeading = "%nExamples:%n",
        footer = {"  engram models rm gpt2", "  engram models rm HuggingFaceTB/SmolLM2-360M-Instruct"})
public final class ModelsRemoveCommand implements Callable<Integer> {

    private final EngramCommand engram;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Parameters(paramLabel = "NAME", description = "A short name, or the id of a model on the hub.")
    private String name = "";

    public ModelsRemoveCommand(EngramCommand engram) {
        this.engram = engram;
    }

    @Override
    public Integer call() throws IOException {
        ByteSize freed = new ModelRemoval(engram.models().places()).remove(name);
        spec.commandLine().getOut().println("removed " + name + ", which frees " + freed);
        return 0;
    }
}
