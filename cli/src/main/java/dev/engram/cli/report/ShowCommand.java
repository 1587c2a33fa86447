package dev.engram.cli.report;

import dev.engram.cli.call.EngramCommand;
import dev.engram.cli.call.PoolingOption;
import dev.engram.cli.kept.KeptResult;
import dev.engram.cli.trace.TraceRunReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code engram show}: a result that was kept, in the terminal. */
@Command(
        name = "show",
        description =
                "Shows results in the terminal, as the command that made them did: heatmaps of traces within the terminal's width, in 24-bit "
                        + "colour where COLORTERM says so, in 256 colours where TERM does, in characters elsewhere and where NO_COLOR is set; "
                        + "tables of evaluations, sweeps, studies and edits.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  engram show runs/trace-known",
            "  engram show runs/trace-known --fact 12 --fact 40",
            "  NO_COLOR=1 engram show runs/cf100 paris.json"
        })
public final class ShowCommand implements Callable<Integer> {

    private final EngramCommand engram;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Parameters(arity = "1..*", paramLabel = "RESULT", description = "Folders and files of results.")
    private List<Path> results = List.of();

    @Option(
            names = "--fact",
            paramLabel = "N",
            description =
                    "Of a folder of traces, the cells of this fact, by its number in the list, from 0; may be repeated.")
    private List<Integer> facts = List.of();

    @Mixin
    private PoolingOption pooling = new PoolingOption();

    public ShowCommand(EngramCommand engram) {
        this.engram = engram;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        for (int i = 0; i < results.size(); i++) {
            if (i > 0) {
                out.println();
            }
            KeptResult result = KeptResults.read(results.get(i), pooling.settings());
            if (facts.isEmpty()) {
                result.print(out, engram.terminal());
            } else if (result instanceof TraceRunReport traces) {
                traces.printFacts(facts, out, engram.terminal());
            } else {
                throw new IllegalArgumentException(
                        "--fact is for folders of 'engram trace --prompts', and " + results.get(i) + " is none");
            }
        }
        out.flush();
        return 0;
    }
}
