package dev.engram.cli;

import dev.engram.reports.text.TerminalStyle;
import java.io.PrintWriter;
import java.io.StringWriter;

/** One command run as a user would, and all that it printed. */
record CommandRun(int code, String out, String err) {

    static CommandRun of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        TerminalSettings plain = new TerminalSettings(false, TerminalStyle.ASCII, 100);
        int code = EngramMain.run(args, new PrintWriter(out, true), new PrintWriter(err, true), plain);
        return new CommandRun(code, out.toString(), err.toString());
    }
}
