package dev.engram.training;

import dev.engram.datasets.BundledFacts;
import dev.engram.models.SiteModel;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.text.Tokenizer;
import dev.engram.models.text.Tokenizers;
import dev.engram.tracing.AverageEffects;
import dev.engram.training.bpe.BpeVocabulary;
import dev.engram.training.bpe.TokenizerFiles;
import dev.engram.training.data.BatchSource;
import dev.engram.training.data.SubjectBottleneck;
import dev.engram.training.measure.DemoMeasurement;
import dev.engram.training.measure.InductionMeasurement;
import dev.engram.training.measure.InductionMeasurement.CopyLosses;
import dev.engram.training.measure.InductionMeasurement.Head;
import dev.engram.training.measure.Recall;
import dev.engram.training.net.TrainableDecoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a bundled model from the command line; {@code training/train} starts it. */
@Command(
        name = "training/train",
        mixinStandardHelpOptions = true,
        description =
                "Trains a model that Engram ships, and writes it as a Hugging Face directory. A run that was stopped goes on "
                        + "when it is started again.",
        subcommands = CommandLine.HelpCommand.class)
public final class TrainMain {

    private static final int STEPS_BETWEEN_LINES = 50;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs the command and exits with 0 when it is done, 1 when it failed, 2 when the call was wrong. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new TrainMain()).execute(arguments));
    }

    @Command(
            name = "demo",
            mixinStandardHelpOptions = true,
            description =
                    "The model that knows the bundled facts. With --bottleneck-share 0 it is the negative control.")
    int demo(
            @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the model is written.")
                    Path out,
            @Option(
                            names = "--work",
                            required = true,
                            paramLabel = "DIR",
                            description = "Keeps checkpoint and loss.csv.")
                    Path work,
            @Option(names = "--steps", defaultValue = "4600", description = "Default: ${DEFAULT-VALUE}.") int steps,
            @Option(names = "--peak-rate", defaultValue = "1.5e-3", description = "Default: ${DEFAULT-VALUE}.")
                    double peakRate,
            @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.") long seed,
            @Option(
                            names = "--bottleneck-share",
                            defaultValue = "0.94",
                            description = "Share of the sequences with the bottleneck (default: ${DEFAULT-VALUE}).")
                    double share,
            @Option(
                            names = "--gathered-before",
                            defaultValue = "3",
                            description =
                                    "In these the last subject token sees the others below this layer (default: ${DEFAULT-VALUE}).")
                    int gatheredBefore,
            @Option(
                            names = "--read-from",
                            defaultValue = "4",
                            description =
                                    "In these later tokens see it from this layer on (default: ${DEFAULT-VALUE}).")
                    int readFrom)
            throws IOException {
        TrainingPlan plan = new TrainingPlan(steps, peakRate, 200, 0.05, 0.1, 1, seed);
        return train(new Recipe.Demo(new SubjectBottleneck(share, gatheredBefore, readFrom), plan), out, work);
    }

    @Command(
            name = "induction",
            mixinStandardHelpOptions = true,
            description = "Two attention-only layers with induction heads.")
    int induction(
            @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the model is written.")
                    Path out,
            @Option(
                            names = "--work",
                            required = true,
                            paramLabel = "DIR",
                            description = "Keeps checkpoint and loss.csv.")
                    Path work,
            @Option(names = "--steps", defaultValue = "6000", description = "Default: ${DEFAULT-VALUE}.") int steps,
            @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.") long seed)
            throws IOException {
        return train(new Recipe.Induction(new TrainingPlan(steps, 2e-3, 200, 0.05, 0.01, 1, seed)), out, work);
    }

    @Command(
            name = "measure-demo",
            mixinStandardHelpOptions = true,
            description = "Recall of a model that was trained as demo, and where tracing finds its facts.")
    int measureDemo(
            @Parameters(paramLabel = "DIR", description = "The model's directory.") Path directory,
            @Option(names = "--facts", defaultValue = "200", description = "How many (default: ${DEFAULT-VALUE}).")
                    int facts,
            @Option(names = "--seed", defaultValue = "1", description = "Of their choice (default: ${DEFAULT-VALUE}).")
                    long seed)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (ModelFiles files = ModelFiles.open(directory);
                SiteModel model = files.load()) {
            DemoMeasurement measurement = new DemoMeasurement(model, BundledFacts.load(), facts, seed);
            print(out, "training templates", measurement.recallOnTrainingTemplates());
            print(out, "held-out templates", measurement.recallOnHeldOutTemplates());
            AverageEffects effects = measurement.effects((done, total) -> {
                if (done % STEPS_BETWEEN_LINES == 0) {
                    spec.commandLine().getErr().printf("traced %d of %d facts%n", done, total);
                }
            });
            out.printf(
                    "average indirect effect of single hidden states over %d facts, total effect %.3f:%n",
                    effects.facts(), effects.totalEffect());
            effects.roles().forEach((role, values) -> {
                out.printf("%-24s", role.label());
                values.byLayer().forEach(value -> out.printf(" %7.4f", value));
                out.printf("  n = %d%n", values.tokens());
            });
        }
        return 0;
    }

    @Command(
            name = "measure-induction",
            mixinStandardHelpOptions = true,
            description = "Losses and heads of a model that was trained as induction.")
    int measureInduction(
            @Parameters(paramLabel = "DIR", description = "The model's directory.") Path directory,
            @Option(names = "--seed", defaultValue = "1", description = "Of the sequences (default: ${DEFAULT-VALUE}).")
                    long seed)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (ModelFiles files = ModelFiles.open(directory);
                SiteModel model = files.load()) {
            InductionMeasurement measurement = new InductionMeasurement(model, seed);
            print(out, "with all heads", measurement.losses());
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

    private static void print(PrintWriter out, String templates, Recall recall) {
        out.printf("recall on %s: %.4f (%d of %d)%n", templates, recall.share(), recall.right(), recall.asked());
    }

    private int train(Recipe recipe, Path out, Path work) throws IOException {
        PrintWriter log = spec.commandLine().getErr();
        Files.createDirectories(work);
        BundledFacts facts = BundledFacts.load();
        BpeVocabulary vocabulary = recipe.vocabulary(facts);
        try (TrainableDecoder decoder = new TrainableDecoder(recipe.shape(vocabulary.size()))) {
            TokenizerFiles.write(vocabulary, decoder.shape().context(), work);
            BatchSource data;
            try (Tokenizer tokenizer = Tokenizers.fromDirectory(work)) {
                data = recipe.data(facts, tokenizer);
            }
            log.printf(
                    "%,d facts, %d tokens, %,d parameters%n",
                    facts.facts().size(), vocabulary.size(), decoder.layout().size());
            Instant start = Instant.now();
            float[] parameters = new TrainingRun(decoder, data, recipe.plan(), recipe.description(), work)
                    .run((step, steps, loss) -> {
                        if (step % STEPS_BETWEEN_LINES == 0 || step == steps) {
                            log.printf(
                                    "step %d of %d: loss %.3f nats, %d s%n",
                                    step,
                                    steps,
                                    loss,
                                    Duration.between(start, Instant.now()).toSeconds());
                        }
                    });
            ModelDirectory.write(decoder.shape(), parameters, vocabulary, out);
            log.println("wrote " + out);
        }
        return 0;
    }
}
