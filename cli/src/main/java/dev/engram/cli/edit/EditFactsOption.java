package dev.engram.cli.edit;

import dev.engram.cli.call.RecordMessages;
import dev.engram.datasets.BadRecords;
import dev.engram.datasets.EditCase;
import dev.engram.datasets.EditList;
import dev.engram.datasets.Neighbour;
import dev.engram.datasets.Rewrite;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What is to be edited: one fact on the command line, or a file of them. */
final class EditFactsOption {

    @ArgGroup(exclusive = false, heading = "One fact:%n")
    private @Nullable OneFact one;

    @ArgGroup(exclusive = false, heading = "Facts from a file:%n")
    private @Nullable FactsFile file;

    static final class OneFact {
        @Option(
                names = {"-p", "--prompt"},
                required = true,
                paramLabel = "TEXT",
                description = "The prompt, with {} for the subject or with the subject written out.")
        private String prompt = "";

        @Option(
                names = {"-s", "--subject"},
                required = true,
                paramLabel = "TEXT",
                description = "Whom or what the fact is about, exactly as written in the prompt.")
        private String subject = "";

        @Option(
                names = {"-t", "--target"},
                required = true,
                paramLabel = "TEXT",
                description = "What the model is to say after the prompt; a space goes between.")
        private String target = "";

        @Option(
                names = "--paraphrase",
                paramLabel = "TEXT",
                description = "Another way to ask for the same, to see whether the edit carries over; may be repeated.")
        private List<String> paraphrases = new ArrayList<>();

        @Option(
                names = "--neighbour",
                paramLabel = "TEXT",
                description = "A prompt about something else, whose answer is to stay; may be repeated.")
        private List<String> neighbours = new ArrayList<>();

        private EditCase toCase() {
            return new EditCase(
                    subject,
                    Rewrite.of(prompt, subject, target),
                    Optional.empty(),
                    paraphrases,
                    neighbours.stream()
                            .map(text -> new Neighbour(text, Optional.empty()))
                            .toList());
        }
    }

    static final class FactsFile {
        @Option(
                names = "--facts",
                required = true,
                paramLabel = "FILE",
                description =
                        "JSON Lines, a JSON array or CSV with prompt, subject and target, and optionally the old answer, "
                                + "paraphrases and neighbours; CounterFact's and EasyEdit's forms are read too.")
        private Path path = Path.of("");

        @Option(names = "--limit", paramLabel = "N", description = "Only the first N of them.")
        private @Nullable Integer limit;

        @Option(
                names = "--sequential",
                description = "One edit a fact, each on top of those before it (default: all as one batch).")
        private boolean sequential;

        @Option(names = "--skip-bad", description = "Leave records out that are not valid, and say so.")
        private boolean skipsBad;

        private List<EditCase> cases(PrintWriter err) throws IOException {
            List<EditCase> cases = read(path, skipsBad, err);
            if (limit != null && limit < 1) {
                throw new IllegalArgumentException("--limit " + limit + "; at least one fact is needed");
            }
            return limit == null ? cases : cases.subList(0, Math.min(limit, cases.size()));
        }
    }

    /**
     * The facts of a file.
     *
     * @param skipsBad whether records that are not valid are left out, each with a message
     */
    static List<EditCase> read(Path file, boolean skipsBad, PrintWriter err) throws IOException {
        EditList list = EditList.read(file, skipsBad ? BadRecords.SKIP : BadRecords.REFUSE);
        new RecordMessages(file, err).leftOut(list.skipped());
        return list.cases();
    }

    /** The facts, at least one. */
    List<EditCase> cases(PrintWriter err) throws IOException {
        if ((one == null) == (file == null)) {
            throw new IllegalArgumentException(
                    "name one fact with --prompt, --subject and --target, or a file of facts with --facts");
        }
        return one != null ? List.of(one.toCase()) : file.cases(err);
    }

    boolean isSequential() {
        return file != null && file.sequential;
    }
}
