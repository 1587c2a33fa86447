package dev.engram.training;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The trainer's command line; {@code training/train} starts it. */
@Command(
        name = "training/train",
        mixinStandardHelpOptions = true,
        description = "Trains the models that Engram ships, and measures them.",
        subcommands = {
            TrainDemoCommand.class,
            TrainInductionCommand.class,
            MeasureDemoCommand.class,
            MeasureInductionCommand.class
        })
public final class TrainMain implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    /** Runs a command and exits with 0 when it is done, 1 when it failed, 2 when the call was wrong. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new TrainMain()).execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "name a command: " + String.join(", ", spec.subcommands().keySet()));
    }
}
