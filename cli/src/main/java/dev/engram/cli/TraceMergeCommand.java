package dev.engram.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
final class TraceMergeCommand implements Callable<Integer> {

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

    TraceMergeCommand(EngramCommand engram) {
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
        requireSameButShard(manifests);
        requireAllShards(manifests);
        lines.sort(Comparator.comparingInt(FactTraceJson::index));
        int expected = manifests.get(0).prompts().count();
        Set<Integer> found = lines.stream().map(FactTraceJson::index).collect(Collectors.toCollection(TreeSet::new));
        if (lines.size() > found.size()) {
            throw new IllegalArgumentException(
                    "some prompts have two results in " + folders + "; trace those shards anew");
        }
        if (found.size() != expected) {
            int missing = IntStream.range(0, expected)
                    .filter(index -> !found.contains(index))
                    .findFirst()
                    .orElseThrow();
            throw new IllegalArgumentException(found.size() + " of " + expected
                    + " prompts have results; the first without is number " + missing
                    + " of the list (from 0), in shard "
                    + missing % folders.size() + "/" + folders.size() + ": finish that run first");
        }
        if (!RunFolder.readResults(out).isEmpty()) {
            throw new IllegalArgumentException(out + " holds results already; choose another folder");
        }
        try (RunFolder whole = RunFolder.open(out, manifests.get(0).of(Shard.ALL))) {
            for (FactTraceJson line : lines) {
                whole.append(line);
            }
        }
        TraceRunReport.of(out, pooling.settings()).publish(spec, engram.terminal(), json);
        return 0;
    }

    private void requireSameButShard(List<TraceManifest> manifests) {
        for (int i = 1; i < manifests.size(); i++) {
            RunFolder.requireSame(
                    folders.get(i),
                    manifests.get(i).of(Shard.ALL),
                    manifests.get(0).of(Shard.ALL));
        }
    }

    private void requireAllShards(List<TraceManifest> manifests) {
        Set<String> there = new TreeSet<>();
        for (int i = 0; i < manifests.size(); i++) {
            Shard shard = Shard.parse(manifests.get(i).shard());
            if (shard.count() != folders.size() || !there.add(shard.toString())) {
                throw new IllegalArgumentException(folders.get(i) + " is shard " + shard + "; of " + folders.size()
                        + " folders each must be another one of " + folders.size() + " shards");
            }
        }
    }
}
