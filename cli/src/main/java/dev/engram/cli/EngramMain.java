package dev.engram.cli;

import dev.engram.cli.call.EngramCommand;
import dev.engram.cli.call.FailureReport;
import dev.engram.cli.call.ModelEnvironment;
import dev.engram.cli.datasets.DatasetsCheckCommand;
import dev.engram.cli.datasets.DatasetsCommand;
import dev.engram.cli.datasets.DatasetsConvertCommand;
import dev.engram.cli.datasets.DatasetsKnownCommand;
import dev.engram.cli.datasets.DatasetsListCommand;
import dev.engram.cli.datasets.DatasetsPullCommand;
import dev.engram.cli.datasets.DatasetsSampleCommand;
import dev.engram.cli.datasets.DatasetsShowCommand;
import dev.engram.cli.edit.EditCommand;
import dev.engram.cli.edit.EditListCommand;
import dev.engram.cli.edit.EditRemoveCommand;
import dev.engram.cli.edit.EditSweepCommand;
import dev.engram.cli.eval.EvalCommand;
import dev.engram.cli.eval.EvalMergeCommand;
import dev.engram.cli.model.CheckCommand;
import dev.engram.cli.model.ExportCommand;
import dev.engram.cli.model.GenerateCommand;
import dev.engram.cli.model.InspectCommand;
import dev.engram.cli.model.ModelsCommand;
import dev.engram.cli.model.ModelsListCommand;
import dev.engram.cli.model.ModelsPullCommand;
import dev.engram.cli.model.ModelsRemoveCommand;
import dev.engram.cli.model.ModelsWhereCommand;
import dev.engram.cli.model.PredictCommand;
import dev.engram.cli.report.ReportCommand;
import dev.engram.cli.report.ShowCommand;
import dev.engram.cli.study.StudyCommand;
import dev.engram.cli.terminal.TerminalSettings;
import dev.engram.cli.trace.PatchCommand;
import dev.engram.cli.trace.TraceCommand;
import dev.engram.cli.trace.TraceMergeCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Where the process begins and ends. */
public final class EngramMain {

    private EngramMain() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true"); // pictures are drawn into files; a Mac would show an icon
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(args, out, err, TerminalSettings.ofProcess(), new ModelEnvironment(System.getenv()));
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** Runs one command; results go to {@code out}, messages to {@code err}. */
    static int run(
            String[] args, PrintWriter out, PrintWriter err, TerminalSettings terminal, ModelEnvironment models) {
        EngramCommand engram = new EngramCommand(terminal, models);
        CommandLine line = new CommandLine(engram)
                .addSubcommand(new CommandLine(new TraceCommand(engram)).addSubcommand(new TraceMergeCommand(engram)))
                .addSubcommand(new PatchCommand(engram))
                .addSubcommand(editCommands(engram))
                .addSubcommand(new CommandLine(new EvalCommand(engram)).addSubcommand(new EvalMergeCommand()))
                .addSubcommand(new StudyCommand(engram))
                .addSubcommand(new ReportCommand())
                .addSubcommand(new ShowCommand(engram))
                .addSubcommand(new PredictCommand())
                .addSubcommand(new GenerateCommand())
                .addSubcommand(new InspectCommand())
                .addSubcommand(new CheckCommand(engram))
                .addSubcommand(new ExportCommand(engram))
                .addSubcommand(modelCommands(engram))
                .addSubcommand(datasetCommands(engram))
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(new FailureReport())
                .setParameterExceptionHandler(FailureReport::wrongCall);
        return line.execute(args);
    }

    private static CommandLine editCommands(EngramCommand engram) {
        return new CommandLine(new EditCommand(engram))
                .addSubcommand(new EditListCommand())
                .addSubcommand(new EditRemoveCommand())
                .addSubcommand(new EditSweepCommand(engram));
    }

    private static CommandLine datasetCommands(EngramCommand engram) {
        return new CommandLine(new DatasetsCommand())
                .addSubcommand(new DatasetsListCommand(engram))
                .addSubcommand(new DatasetsShowCommand())
                .addSubcommand(new DatasetsCheckCommand())
                .addSubcommand(new DatasetsConvertCommand())
                .addSubcommand(new DatasetsSampleCommand())
                .addSubcommand(new DatasetsKnownCommand(engram))
                .addSubcommand(new DatasetsPullCommand(engram));
    }

    private static CommandLine modelCommands(EngramCommand engram) {
        return new CommandLine(new ModelsCommand())
                .addSubcommand(new ModelsListCommand(engram))
                .addSubcommand(new ModelsPullCommand(engram))
                .addSubcommand(new ModelsRemoveCommand(engram))
                .addSubcommand(new ModelsWhereCommand(engram));
    }
}
