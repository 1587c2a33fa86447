package dev.engram.training;

import dev.engram.models.SiteModel;
import dev.engram.models.files.ModelFiles;
import dev.engram.training.measure.InductionMeasurement;
import dev.engram.training.measure.InductionMeasurement.CopyLosses;
import dev.engram.training.measure.InductionMeasurement.Head;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code training/train measure-induction}. */
@Command(
        name = "measure-induction",
        mixinStandardHelpOptions = true,
        description = "Losses and heads of a model that was trained as induction.")
final class MeasureInductionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Parameters(paramLabel = "DIR", description = "The model's directory.")
    private Path directory = Path.of("");

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Of the sequences (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (ModelFiles files = ModelFiles.open(directory);
                SiteModel model = files.load()) {
            InductionMeasurement measurement = new InductionMeasurement(model, seed);
            print(out, "all heads", measurement.losses());
            for (Head head : measurement.heads()) {
                out.printf(
                        "head %d.%d: previous-token score %.3f, induction score %.3f%n",
                        head.layer(), head.index(), head.previousToken(), head.induction());
                print(out, "  without it", measurement.lossesWithout(head));
            }
        }
        return 0;
    }

    private static void print(PrintWriter out, String what, CopyLosses losses) {
        out.printf("%s: loss %.3f nats on the first copy, %.3f on the second%n", what, losses.first(), losses.second());
    }
}
