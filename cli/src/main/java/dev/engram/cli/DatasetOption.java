package dev.engram.cli;

import dev.engram.datasets.BadRecord;
import dev.engram.datasets.BadRecords;
import dev.engram.datasets.benchmark.DatasetFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The data set that a command is about, and how it is read. */
final class DatasetOption {

    /** As many as can be read; the rest is counted. */
    private static final int MOST_MESSAGES = 10;

    /** The forms' names, for help. */
    static final class Forms implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return DatasetFile.forms().iterator();
        }
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create(); // set by picocli

    @Parameters(
            paramLabel = "FILE",
            description = "A file (JSON, JSON Lines or CSV), or the name of a data set that was pulled.")
    private String given = "";

    @Option(
            names = "--format",
            paramLabel = "FORM",
            completionCandidates = Forms.class,
            description =
                    "The form of the records, where it is not to be told by their keys: ${COMPLETION-CANDIDATES}.")
    private @Nullable String form;

    @Option(names = "--skip-bad", description = "Leave out records that are not valid, and say so.")
    private boolean skipsBad;

    boolean skipsBad() {
        return skipsBad;
    }

    Path file() {
        EngramCommand engram = (EngramCommand) command.root().userObject();
        return engram.models().datasets().locate(given);
    }

    /** The data set; the first records that are left out are named on standard error, the others counted. */
    DatasetFile read() throws IOException {
        DatasetFile dataset = read(skipsBad ? BadRecords.SKIP : BadRecords.REFUSE);
        PrintWriter err = command.commandLine().getErr();
        List<BadRecord> skipped = dataset.skipped();
        skipped.stream().limit(MOST_MESSAGES).forEach(bad -> err.println("left out: " + bad.message()));
        if (skipped.size() > MOST_MESSAGES) {
            err.println("left out: " + (skipped.size() - MOST_MESSAGES) + " more (engram datasets check names them)");
        }
        return dataset;
    }

    DatasetFile read(BadRecords badRecords) throws IOException {
        return DatasetFile.read(file(), Optional.ofNullable(form), badRecords);
    }
}
