package dev.engram.cli.kept;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.engram.cli.terminal.Count;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * How, when and on what a result was made; it may differ where a run goes on.
 *
 * @param command as it can be typed again
 * @param time when it began, in UTC; absent in results of old
 * @param machine Java, system and processors; absent in results of old
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CallJson(
        String command, @Nullable String time, @Nullable String machine) {

    /** This call, now and here. */
    public static CallJson of(CommandSpec command) {
        int processors = Runtime.getRuntime().availableProcessors();
        return new CallJson(
                GivenCall.of(command),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                "Java " + System.getProperty("java.version") + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch") + ", " + Count.of(processors, "processor"));
    }
}
