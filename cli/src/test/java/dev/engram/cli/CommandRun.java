package dev.engram.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.cli.call.ModelEnvironment;
import dev.engram.cli.terminal.TerminalSettings;
import dev.engram.reports.text.TerminalStyle;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One command run as a user would, and all that it printed. */
public record CommandRun(int code, String out, String err) {

    /** Where nothing is cached, nothing can be, and nothing may be downloaded. */
    public static CommandRun of(String... args) {
        return caching(Path.of("/no/such/engram"), args);
    }

    /** Where a folder is Engram's own cache, and nothing else is there or may be downloaded. */
    public static CommandRun caching(Path cache, String... args) {
        return in(
                Map.of("HF_HOME", "/no/such/huggingface", "ENGRAM_CACHE", cache.toString(), "HF_HUB_OFFLINE", "1"),
                args);
    }

    public static CommandRun in(Map<String, String> environment, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        TerminalSettings plain = new TerminalSettings(false, TerminalStyle.ASCII, 100);
        int code = EngramMain.run(
                args, new PrintWriter(out, true), new PrintWriter(err, true), plain, new ModelEnvironment(environment));
        return new CommandRun(code, out.toString(), err.toString());
    }

    /** What it printed, if it did what it was to do. */
    public JsonNode json() {
        assertThat(code).as(err).isZero();
        return JsonMapper.shared().readTree(out);
    }
}
