package dev.engram.cli.datasets;

import dev.engram.cli.call.EngramCommand;
import dev.engram.cli.call.ModelEnvironment;
import dev.engram.cli.terminal.PullProgress;
import dev.engram.datasets.BadRecords;
import dev.engram.datasets.RecordListException;
import dev.engram.datasets.benchmark.DatasetFile;
import dev.engram.datasets.benchmark.KnownDataset;
import dev.engram.models.hub.HubException;
import dev.engram.models.hub.PinnedDownload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code engram datasets pull}: fetches a data set from where its authors have put it. */
@Command(
        name = "pull",
        description =
                "Downloads a data set into Engram's cache, checks that it is one, and prints where it lies. Nobody states the "
                        + "hashes of these files: the SHA-256 of the first pull is written beside the file, and later pulls are held against it.",
        footerHeading = "%nExamples:%n",
        footer = {"  engram datasets pull counterfact", "  engram datasets pull mquake-cf-3k-v2"})
public final class DatasetsPullCommand implements Callable<Integer> {

    private final EngramCommand engram;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Parameters(paramLabel = "NAME", description = "A name that 'engram datasets list' shows.")
    private String name = "";

    public DatasetsPullCommand(EngramCommand engram) {
        this.engram = engram;
    }

    @Override
    public Integer call() throws IOException {
        ModelEnvironment environment = engram.models();
        KnownDataset dataset = KnownDataset.named(name);
        PinnedDownload download = new PinnedDownload(environment.access());
        try (PullProgress progress = new PullProgress(spec.commandLine().getErr(), engram.terminal())) {
            Path file = download.fetch(
                    dataset.address(),
                    environment.datasets().file(dataset),
                    arrived -> requireDataset(dataset, arrived),
                    progress);
            spec.commandLine().getOut().println(file.toAbsolutePath());
        }
        return 0;
    }

    /** A page that says there is no such file arrives as well as a file does. */
    private static void requireDataset(KnownDataset dataset, Path arrived) throws IOException {
        try {
            DatasetFile.read(arrived, Optional.of(dataset.form()), BadRecords.SKIP);
        } catch (RecordListException none) {
            throw new HubException("what arrives from " + dataset.address() + " is not in the form " + dataset.form()
                    + " (" + none.getMessage() + "); it was deleted");
        }
    }
}
