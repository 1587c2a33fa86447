package dev.engram.cli;

import dev.engram.cli.call.ModelEnvironment;
import dev.engram.cli.terminal.TerminalSettings;
import dev.engram.reports.text.TerminalStyle;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** One command run as a user would, and all that it printed. */
public record CommandRun(int code, String out, String err) {

    /** Where nothing is cached, nothing can be, and nothing may be downloaded. */
    private static final Map<String, String> NOWHERE =
            Map.of("HF_HOME", "/no/such/huggingface", "ENGRAM_CACHE", "/no/such/engram", "HF_HUB_OFFLINE", "1");

    public static CommandRun of(String... args) {
        return in(NOWHERE, args);
    }

    public static CommandRun in(Map<String, String> environment, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        TerminalSettings plain = new TerminalSettings(false, TerminalStyle.ASCII, 100);
        int code = EngramMain.run(
                args, new PrintWriter(out, true), new PrintWriter(err, true), plain, new ModelEnvironment(environment));
        return new CommandRun(code, out.toString(), err.toString());
    }
}
