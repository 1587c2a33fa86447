package dev.engram.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class TraceFileTest {

    @TempDir
    private Path folder;

    @Test
    void a_trace_from_before_the_answer_s_text_was_written_shows_the_text_of_its_tokens() throws IOException {
        ObjectNode trace = (ObjectNode) CommandRun.of(
                        "trace",
                        "--prompt",
                        "The capital of France is",
                        "--subject",
                        "France",
                        "--kind",
                        "hidden",
                        "--answer",
                        " Paris",
                        "--json")
                .json();
        Path file = folder.resolve("trace.jsonl");
        Files.writeString(file, trace.toString());
        String expected = CommandRun.of("show", file.toString()).out();

        assertThat(trace.remove("answerText").asString()).isEqualTo(" Paris");
        Files.writeString(file, trace.toString());

        assertThat(CommandRun.of("show", file.toString()).out())
                .isEqualTo(expected)
                .contains("Paris");
    }
}
