package dev.engram.cli;

import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns what went wrong into one sentence and an exit code: 2 where the call was at fault, 1 where the work failed. */
final class FailureReport implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
        CommandLine root = line;
        while (root.getParent() != null) {
            root = root.getParent();
        }
        boolean debug = ((EngramCommand) root.getCommand()).debug();
        PrintWriter err = line.getErr();
        err.println("engram: " + sentence(failure));
        if (debug) {
            failure.printStackTrace(err);
        }
        boolean wrongCall = failure instanceof IllegalArgumentException;
        return wrongCall ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    /** For calls that cannot even be parsed. */
    static int wrongCall(ParameterException failure, String[] args) {
        CommandLine line = failure.getCommandLine();
        line.getErr().println("engram: " + failure.getMessage());
        line.getErr().println("See: " + line.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    private static String sentence(Exception failure) {
        if (failure instanceof NoSuchFileException absent) {
            return "there is no file " + absent.getFile(); // its message is the name alone
        }
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName() + " (run again with --debug)"
                : message;
    }
}
