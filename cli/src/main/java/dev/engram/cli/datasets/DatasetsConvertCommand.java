package dev.engram.cli.datasets;

import dev.engram.cli.call.OwnDataset;
import dev.engram.cli.kept.AtomicFile;
import dev.engram.cli.terminal.Count;
import dev.engram.datasets.benchmark.DatasetFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code engram datasets convert}: a data set in the project's own form. */
@Command(
        name = "convert",
        description = "Writes a data set in Engram's own form, JSON Lines, which says all that Engram reads of it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  engram datasets convert counterfact --out counterfact.jsonl",
            "  engram datasets convert zsre --format zsre-easyedit --skip-bad --out zsre.jsonl"
        })
public final class DatasetsConvertCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Mixin
    private DatasetOption dataset = new DatasetOption();

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "Where the records go, one a line.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        AtomicFile.requireWritable(out);
        DatasetFile read = dataset.read();
        OwnDataset.write(out, read.entries());
        spec.commandLine().getOut().println("wrote " + Count.of(read.entries().size(), "record") + " to " + out);
        return 0;
    }
}
