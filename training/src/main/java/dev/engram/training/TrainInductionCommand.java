package dev.engram.training;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code training/train induction}. */
@Command(
        name = "induction",
        mixinStandardHelpOptions = true,
        description = "Trains two attention-only layers on repeated random tokens.")
final class TrainInductionCommand implements Callable<Integer> {

    @Mixin
    private TrainingOptions options = new TrainingOptions();

    @Option(names = "--steps", defaultValue = "4000", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int steps;

    @Override
    public Integer call() throws IOException {
        options.train(new Recipe.Induction(new TrainingPlan(steps, 2e-3, 200, 0.05, 0.01, 1, options.seed())));
        return 0;
    }
}
