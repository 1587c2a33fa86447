package dev.engram.cli.call;

import dev.engram.models.disk.FileProblem;
import dev.engram.reports.VisibleText;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Turns what went wrong into one sentence on one line, which no text of a file can break out of, and an exit code: 2 where the call was at fault,
 * 1 where the work failed.
 */
public final class FailureReport implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
        CommandLine root = line;
        while (root.getParent() != null) {
            root = root.getParent();
        }
        boolean debug = ((EngramCommand) root.getCommand()).debug();
        PrintWriter err = line.getErr();
        err.println("engram: " + VisibleText.line(sentence(failure)));
        if (debug) {
            failure.printStackTrace(err);
        }
        boolean wrongCall = failure instanceof IllegalArgumentException;
        return wrongCall ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    /** For calls that cannot even be parsed. */
    public static int wrongCall(ParameterException failure, String[] args) {
        CommandLine line = failure.getCommandLine();
        // Of what a group of options lacks, the message begins with a word of its own.
        String message = String.valueOf(failure.getMessage()).replaceFirst("^Error: ", "");
        line.getErr().println("engram: " + VisibleText.line(message));
        line.getErr().println("See: " + line.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    private static String sentence(Exception failure) {
        if (failure instanceof IOException io) {
            return FileProblem.sentence(io);
        }
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName() + " (run again with --debug)"
                : message;
    }
}
