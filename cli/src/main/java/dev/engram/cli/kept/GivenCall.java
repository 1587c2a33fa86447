package dev.engram.cli.kept;

import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** The call of a command as it can be typed into a shell again. */
final class GivenCall {

    private GivenCall() {}

    static String of(CommandSpec command) {
        return command.root().commandLine().getParseResult().originalArgs().stream()
                .map(argument -> argument.matches("[A-Za-z0-9_./,:=+-]+")
                        ? argument
                        : "'" + argument.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" ", "engram ", ""));
    }
}
