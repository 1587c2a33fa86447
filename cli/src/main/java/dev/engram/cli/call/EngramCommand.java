package dev.engram.cli.call;

import dev.engram.cli.terminal.TerminalSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code engram}: the commands' parent, which does nothing itself. */
@Command(
        name = "engram",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = EngramVersion.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:the work failed", "2:the call was wrong", "130:interrupted"},
        description = "Finds where a transformer language model stores its facts.")
public final class EngramCommand implements Runnable {

    private final TerminalSettings terminal;
    private final ModelEnvironment models;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of an error.")
    private boolean debug;

    public EngramCommand(TerminalSettings terminal, ModelEnvironment models) {
        this.terminal = terminal;
        this.models = models;
    }

    public TerminalSettings terminal() {
        return terminal;
    }

    public ModelEnvironment models() {
        return models;
    }

    boolean debug() {
        return debug;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "name a command: " + String.join(", ", spec.subcommands().keySet()));
    }
}
