package dev.engram.cli.trace;

import dev.engram.cli.call.EngramCommand;
import dev.engram.cli.call.PoolingOption;
import dev.engram.cli.kept.RunFolder;
import dev.engram.cli.kept.ShardFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code engram trace merge}: the parts of a list, traced apart, as one run. */
@Command(
        name = "merge",
        description =
                "Joins the results of all shards of one list into the folder that a run over the whole list would have made, and "
                        + "reports on it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  engram trace --model gpt2 --prompts facts.jsonl --shard 0/2 --out part0",
            "  engram trace --model gpt2 --prompts facts.jsonl --shard 1/2 --out part1",
            "  engram trace merge part0 part1 --out whole"
        })
public final class TraceMergeCommand implements Callable<Integer> {

    private final EngramCommand engram;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "The folder of each shard.")
    private List<Path> folders = List.of();

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "DIR",
            description = "Where the joined results go; an empty folder, or none yet.")
    private Path out = Path.of("");

    @Mixin
    private PoolingOption pooling = new PoolingOption();

    @Option(names = "--json", description = "Print the summary as one JSON object.")
    private boolean json;

    public TraceMergeCommand(EngramCommand engram) {
        this.engram = engram;
    }

    @Override
    public Integer call() throws IOException {
        List<TraceManifest> manifests = new ArrayList<>();
        List<FactTraceJson> lines = new ArrayList<>();
        for (Path folder : folders) {
            manifests.add(TraceRunReport.readManifest(folder));
            lines.addAll(RunFolder.readResults(folder, FactTraceJson.class));
        }
        ShardFolders<TraceManifest> shards = ShardFolders.of(folders, manifests);
        lines.sort(Comparator.comparingInt(FactTraceJson::index));
        List<Integer> found = lines.stream().map(FactTraceJson::index).toList();
        shards.requireEach("prompts", found, shards.whole().prompts().count(), 1);
        shards.write(out, lines);
        TraceRunReport.of(out, pooling.settings()).publish(spec, engram.terminal(), json);
        return 0;
    }
}
