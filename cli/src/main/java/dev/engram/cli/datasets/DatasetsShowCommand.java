package dev.engram.cli.datasets;

import dev.engram.datasets.benchmark.DatasetEntry;
import dev.engram.datasets.benchmark.DatasetFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code engram datasets show}: one record of a data set, as it is read. */
@Command(
        name = "show",
        description =
                "Shows a record of a data set as Engram reads it: the facts to edit, with the subject in brackets, and all that is "
                        + "asked afterwards.",
        footerHeading = "%nExamples:%n",
        footer = {"  engram datasets show counterfact", "  engram datasets show my-edits.jsonl --record 3 --json"})
public final class DatasetsShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Mixin
    private DatasetOption dataset = new DatasetOption();

    @Option(
            names = "--record",
            paramLabel = "N",
            defaultValue = "0",
            description = "Which record of those that are read, from 0 (default: ${DEFAULT-VALUE}).")
    private int index;

    @Option(names = "--json", description = "Print the record in Engram's own form.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        DatasetFile read = dataset.read();
        int count = read.entries().size();
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException("there is no record " + index + " among the " + count + " of "
                    + read.file() + "; they count from 0");
        }
        DatasetEntry entry = read.entries().get(index);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(entry.line());
            return 0;
        }
        out.println(
                read.file() + " (form " + read.form() + "): record " + index + " of " + count + ", id " + entry.id());
        DatasetText.lines(entry).forEach(out::println);
        return 0;
    }
}
