package dev.engram.training;

import dev.engram.training.data.SubjectBottleneck;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code training/train demo}: the model that knows the bundled facts, or its negative control. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Trains the model that knows the bundled facts. With --bottleneck-share 0 it is the negative control.")
final class TrainDemoCommand implements Callable<Integer> {

    @Mixin
    private TrainingOptions options = new TrainingOptions();

    @Option(names = "--steps", defaultValue = "4600", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int steps;

    @Option(
            names = "--peak-rate",
            defaultValue = "1.5e-3",
            paramLabel = "X",
            description = "The highest learning rate (default: ${DEFAULT-VALUE}).")
    private double peakRate;

    @Option(
            names = "--bottleneck-share",
            defaultValue = "0.94",
            paramLabel = "X",
            description = "Share of the sequences with the bottleneck (default: ${DEFAULT-VALUE}).")
    private double share;

    @Option(
            names = "--gathered-before",
            defaultValue = "3",
            paramLabel = "LAYER",
            description = "There the last subject token sees the others below this layer (default: ${DEFAULT-VALUE}).")
    private int gatheredBefore;

    @Option(
            names = "--read-from",
            defaultValue = "4",
            paramLabel = "LAYER",
            description =
                    "There later tokens see the last subject token from this layer on (default: ${DEFAULT-VALUE}).")
    private int readFrom;

    @Override
    public Integer call() throws IOException {
        TrainingPlan plan = new TrainingPlan(steps, peakRate, 200, 0.05, 0.1, 1, options.seed());
        options.train(new Recipe.Demo(new SubjectBottleneck(share, gatheredBefore, readFrom), plan));
        return 0;
    }
}
