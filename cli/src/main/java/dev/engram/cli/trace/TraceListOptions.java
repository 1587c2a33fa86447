package dev.engram.cli.trace;

import dev.engram.cli.kept.Shard;
import dev.engram.datasets.BadRecords;
import dev.engram.datasets.PromptList;
import dev.engram.tracing.AnswerTokens;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A list of prompts, and what goes with it. */
final class TraceListOptions {

    @Option(
            names = "--prompts",
            required = true,
            paramLabel = "FILE",
            description =
                    "Trace a list: JSON Lines, a JSON array or CSV with prompt and subject (or template and subject), and if you like "
                            + "attribute (the answer that is expected), foil and id.")
    private Path prompts = Path.of("");

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description =
                    "Where the results go: manifest.json, results.jsonl (a line a prompt, written as they come), summary.json and "
                            + "report.html. A run that was stopped goes on there.")
    private @Nullable Path out;

    @Option(names = "--skip-bad", description = "Leave out records that cannot be read, and say how many.")
    private boolean skipsBad;

    @Option(
            names = "--keep-wrong",
            description =
                    "Trace and average prompts too that the model does not complete as expected, for its own first choice.")
    private boolean keepsWrong;

    @Option(
            names = "--answers",
            paramLabel = "WHICH",
            defaultValue = "all",
            description =
                    "Which expected answers count as given: all (all tokens, each the model's first choice) or first-choice (its first "
                            + "choice alone is the answer, as in the reference) (default: ${DEFAULT-VALUE}).")
    private String answers = "all";

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            defaultValue = "0/1",
            description =
                    "Trace every N-th prompt from the I-th on, counted from 0; 'engram trace merge' joins the parts.")
    private String shard = "0/1";

    PromptList read() throws IOException {
        return PromptList.read(prompts, skipsBad ? BadRecords.SKIP : BadRecords.REFUSE);
    }

    /** The folder of the results. */
    Path out() {
        if (out == null) {
            throw new IllegalArgumentException("name a folder for the results of the list with --out");
        }
        return out;
    }

    boolean keepsWrong() {
        return keepsWrong;
    }

    AnswerTokens answers() {
        return switch (answers) {
            case "all" -> AnswerTokens.ALL;
            case "first-choice" -> AnswerTokens.FIRST_CHOICE;
            default -> throw new IllegalArgumentException("'" + answers + "' is none of all, first-choice");
        };
    }

    Shard shard() {
        return Shard.parse(shard);
    }
}
