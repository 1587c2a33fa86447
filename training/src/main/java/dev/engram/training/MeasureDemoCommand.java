package dev.engram.training;

import dev.engram.datasets.BundledFacts;
import dev.engram.models.SiteModel;
import dev.engram.models.files.ModelFiles;
import dev.engram.tracing.summary.AverageEffects;
import dev.engram.training.measure.DemoMeasurement;
import dev.engram.training.measure.Recall;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code training/train measure-demo}. */
@Command(
        name = "measure-demo",
        mixinStandardHelpOptions = true,
        description = "Recall of a model that was trained as demo, and where tracing finds its facts.")
final class MeasureDemoCommand implements Callable<Integer> {

    private static final int FACTS_BETWEEN_LINES = 20;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Parameters(paramLabel = "DIR", description = "The model's directory.")
    private Path directory = Path.of("");

    @Option(
            names = "--facts",
            defaultValue = "200",
            paramLabel = "N",
            description = "How many are asked and traced (default: ${DEFAULT-VALUE}).")
    private int facts;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Of their choice (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (ModelFiles files = ModelFiles.open(directory);
                SiteModel model = files.load()) {
            DemoMeasurement measurement = new DemoMeasurement(model, BundledFacts.load(), facts, seed);
            print(out, "training templates", measurement.recallOnTrainingTemplates());
            print(out, "held-out templates", measurement.recallOnHeldOutTemplates());
            print(out, measurement.effects(this::advanced));
        }
        return 0;
    }

    private void advanced(int done) {
        if (done % FACTS_BETWEEN_LINES == 0) {
            spec.commandLine().getErr().printf("%d facts are done%n", done);
        }
    }

    private static void print(PrintWriter out, String templates, Recall recall) {
        out.printf("recall on %s: %.4f (%d of %d)%n", templates, recall.share(), recall.right(), recall.asked());
    }

    private static void print(PrintWriter out, AverageEffects effects) {
        out.printf(
                "average indirect effect of single hidden states over %d facts, total effect %.3f:%n",
                effects.prompts(), effects.totalEffect().mean());
        effects.roles().forEach((role, values) -> {
            out.printf("%-24s", role.label());
            values.means().forEach(value -> out.printf(" %7.4f", value));
            out.printf("  n = %d%n", values.tokens());
        });
        out.println(effects.finding());
    }
}
