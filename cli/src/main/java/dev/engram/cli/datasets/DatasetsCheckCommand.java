package dev.engram.cli.datasets;

import dev.engram.cli.terminal.Count;
import dev.engram.datasets.BadRecord;
import dev.engram.datasets.BadRecords;
import dev.engram.datasets.benchmark.DatasetFile;
import dev.engram.datasets.benchmark.RecordConflict;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code engram datasets check}: all that is wrong with a file, and what is in it. */
@Command(
        name = "check",
        description =
                "Reads the whole of a data set, counts what is in it, and names every record that is bad, and those that "
                        + "contradict or repeat earlier ones. Bad records make the check fail, unless --skip-bad says that they will be left out; "
                        + "contradictions and repetitions do not.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  engram datasets check my-edits.jsonl",
            "  engram datasets check zsre --format zsre-easyedit --skip-bad"
        })
public final class DatasetsCheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Mixin
    private DatasetOption dataset = new DatasetOption();

    @Override
    public Integer call() throws IOException {
        DatasetFile read = dataset.read(BadRecords.SKIP);
        PrintWriter out = spec.commandLine().getOut();
        out.println(read.file() + ": " + Count.of(read.entries().size(), "record") + " in the form " + read.form());
        out.println("SHA-256 " + read.sha256());
        DatasetCounts.of(read.entries()).lines().forEach(out::println);
        if (!read.conflicts().isEmpty()) {
            out.println(Count.of(read.conflicts().size(), "conflict") + ", which are read nevertheless:");
            read.conflicts().stream().map(RecordConflict::problem).forEach(problem -> out.println("  " + problem));
        }
        if (!read.skipped().isEmpty()) {
            out.println(Count.of(read.skipped().size(), "bad record") + ":");
            read.skipped().stream().map(BadRecord::message).forEach(message -> out.println("  " + message));
        }
        return read.skipped().isEmpty() || dataset.skipsBad() ? 0 : 1;
    }
}
