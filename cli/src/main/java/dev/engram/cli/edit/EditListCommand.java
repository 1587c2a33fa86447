package dev.engram.cli.edit;

import dev.engram.datasets.Rewrite;
import dev.engram.editing.Edit;
import dev.engram.editing.saved.SavedEdits;
import dev.engram.editing.update.WeightUpdate;
import dev.engram.reports.VisibleText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code engram edit list}: what is in a file of edits. */
@Command(
        name = "list",
        description = "Lists the edits of a file, in the order in which they are put on.",
        footerHeading = "%nExamples:%n",
        footer = "  engram edit list canberra.safetensors")
public final class EditListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Parameters(paramLabel = "FILE", description = "A file that 'engram edit --out' wrote.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException {
        SavedEdits saved = SavedEdits.read(file);
        PrintWriter out = spec.commandLine().getOut();
        out.println("edits of " + VisibleText.line(saved.modelName()) + " ("
                + saved.model().shortForm() + ")");
        for (int i = 0; i < saved.edits().size(); i++) {
            Edit edit = saved.edits().get(i);
            String layers = edit.updates().stream().map(EditListCommand::text).collect(Collectors.joining(", "));
            out.println((i + 1) + ". " + edit.settings().method() + ", " + layers);
            for (Rewrite rewrite : edit.rewrites()) {
                out.println("   " + VisibleText.line(rewrite.prompt().text() + rewrite.continuation()));
            }
        }
        return 0;
    }

    private static String text(WeightUpdate update) {
        return String.format(
                Locale.ROOT, "layer %d (rank %d, norm %.3f)", update.layer(), update.maximalRank(), update.norm());
    }
}
