package dev.engram.cli.datasets;

import dev.engram.cli.call.EngramCommand;
import dev.engram.cli.call.RecordMessages;
import dev.engram.datasets.BadRecords;
import dev.engram.datasets.benchmark.DatasetFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The data set that a command is about, and how it is read. */
final class DatasetOption {

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
            description = "A file (JSON, JSON Lines or CSV), or the name of a data set: demo, or one that was pulled.")
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

    Path file() throws IOException {
        EngramCommand engram = (EngramCommand) command.root().userObject();
        return engram.models().datasets().locate(given);
    }

    /** The data set; the first records that are left out are named on standard error, the others counted. */
    DatasetFile read() throws IOException {
        DatasetFile dataset = read(skipsBad ? BadRecords.SKIP : BadRecords.REFUSE);
        new RecordMessages(dataset.file(), command.commandLine().getErr()).leftOut(dataset.skipped());
        return dataset;
    }

    DatasetFile read(BadRecords badRecords) throws IOException {
        return DatasetFile.read(file(), Optional.ofNullable(form), badRecords);
    }
}
