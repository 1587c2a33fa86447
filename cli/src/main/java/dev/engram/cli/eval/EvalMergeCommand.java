package dev.engram.cli.eval;

import dev.engram.cli.eval.ConsistencyOptions.Consistency;
import dev.engram.cli.kept.ShardFolders;
import dev.engram.datasets.benchmark.TargetIds;
import dev.engram.eval.benchmark.EditedScore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code engram eval merge}: the parts of a benchmark, evaluated apart, as one run. */
@Command(
        name = "merge",
        description =
                "Joins the results of all shards of one evaluation into the folder that a run over the whole benchmark"
                        + " would have made, and reports on it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  engram eval --dataset facts.jsonl --shard 0/2 --out part0",
            "  engram eval --dataset facts.jsonl --shard 1/2 --out part1",
            "  engram eval merge part0 part1 --out whole"
        })
public final class EvalMergeCommand implements Callable<Integer> {

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

    @ArgGroup(exclusive = false, heading = "Whether what the model writes is like other texts about the new answer:%n")
    private @Nullable ConsistencyOptions consistency;

    @Option(names = "--json", description = "Print the summary as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        List<EvalManifest> manifests = new ArrayList<>();
        for (Path folder : folders) {
            manifests.add(EvalReport.readManifest(folder));
        }
        ShardFolders<EvalManifest> shards = ShardFolders.of(folders, manifests);
        EvalManifest whole = shards.whole();
        EvalLines joined = EvalLines.read(folders);
        requireEach(shards, "records", joined.before().stream().map(EvalLine.Before::number));
        for (String method : whole.methods()) {
            requireEach(
                    shards,
                    "records edited by " + method,
                    joined.editedBy(method).stream().map(EditedScore::number));
        }
        Optional<Consistency> compared = consistency == null
                ? Optional.empty()
                : Optional.of(
                        consistency.read(targets(joined), spec.commandLine().getErr()));
        shards.write(out, joined.inOrder(whole.methods()));
        EvalReport.of(out, compared).publish(spec, json);
        return 0;
    }

    private static Map<String, Optional<TargetIds>> targets(EvalLines lines) {
        return lines.before().stream()
                .collect(Collectors.toMap(line -> line.score().id(), EvalLine.Before::targetIds));
    }

    private static void requireEach(ShardFolders<EvalManifest> shards, String results, Stream<Integer> numbers) {
        EvalManifest whole = shards.whole();
        shards.requireEach(
                results,
                numbers.toList(),
                whole.dataset().count(),
                whole.protocol().batch());
    }
}
