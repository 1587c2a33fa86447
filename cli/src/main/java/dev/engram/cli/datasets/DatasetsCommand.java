package dev.engram.cli.datasets;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code engram datasets}: the parent of the commands about files of facts and benchmarks of edits. */
@Command(
        name = "datasets",
        description =
                "Lists, fetches, shows, checks, converts, samples and filters data sets: facts to trace, and benchmarks of "
                        + "edits (CounterFact, zsRE, KnowEdit, MQuAKE, RippleEdits, your own).",
        footerHeading = "%nExamples:%n",
        footer = {
            "  engram datasets list",
            "  engram datasets pull counterfact",
            "  engram datasets show counterfact --record 3",
            "  engram datasets check my-edits.jsonl",
            "  engram datasets sample counterfact --count 100 --seed 1 --out hundred.jsonl"
        })
public final class DatasetsCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "name a command: " + String.join(", ", spec.subcommands().keySet()));
    }
}
