package dev.engram.cli.edit;

import dev.engram.cli.kept.AtomicFile;
import dev.engram.editing.Edit;
import dev.engram.editing.saved.SavedEdits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code engram edit remove}: a file of edits without one of them. */
@Command(
        name = "remove",
        description =
                "Writes a file of edits without one of them. Those after it stay as they are, though they were found with it on.",
        footerHeading = "%nExamples:%n",
        footer = "  engram edit remove facts.safetensors --number 2 --out fewer.safetensors")
public final class EditRemoveCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Parameters(paramLabel = "FILE", description = "A file that 'engram edit --out' wrote.")
    private Path file = Path.of("");

    @Option(
            names = "--number",
            required = true,
            paramLabel = "N",
            description = "Which edit, as 'engram edit list' counts them.")
    private int number;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "Where the others go; may be the same file.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        SavedEdits saved = SavedEdits.read(file);
        int count = saved.edits().size();
        if (number < 1 || number > count) {
            throw new IllegalArgumentException("there is no edit " + number + " in " + file + ", which has " + count);
        }
        if (count == 1) {
            throw new IllegalArgumentException(file + " has this edit alone; delete the file to be without it");
        }
        AtomicFile.requireWritable(out);
        List<Edit> others = new ArrayList<>(saved.edits());
        others.remove(number - 1);
        new SavedEdits(saved.model(), saved.modelName(), others).write(out);
        spec.commandLine().getErr().println("wrote " + out + " with " + others.size() + " of " + count + " edits");
        return 0;
    }
}
