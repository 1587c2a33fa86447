package dev.engram.cli.datasets;

import dev.engram.cli.call.OwnDataset;
import dev.engram.cli.kept.AtomicFile;
import dev.engram.cli.terminal.Count;
import dev.engram.datasets.benchmark.DatasetEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code engram datasets sample}: some of a data set's records, by a seed. */
@Command(
        name = "sample",
        description =
                "Draws records of a data set without putting back and writes them in Engram's own form, in the order of the file. "
                        + "The same file, count and seed give the same records on every machine.",
        footerHeading = "%nExamples:%n",
        footer = {"  engram datasets sample counterfact --count 100 --seed 1 --out hundred.jsonl"})
public final class DatasetsSampleCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Mixin
    private DatasetOption dataset = new DatasetOption();

    @Option(
            names = {"-n", "--count"},
            required = true,
            paramLabel = "N",
            description = "How many records.")
    private int count;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Of the draw (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "Where the records go, one a line.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        AtomicFile.requireWritable(out);
        List<DatasetEntry> sample = dataset.read().sample(count, seed);
        OwnDataset.write(out, sample);
        spec.commandLine().getOut().println("wrote " + Count.of(sample.size(), "record") + " to " + out);
        return 0;
    }
}
