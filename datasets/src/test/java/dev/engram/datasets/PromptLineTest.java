package dev.engram.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptLineTest {

    @TempDir
    Path folder;

    @Test
    void what_is_written_reads_as_the_same() throws IOException {
        List<ListedPrompt> prompts = List.of(
                new ListedPrompt("7", Prompt.of("Oslo is\nin", "Oslo"), Optional.of("Norway"), Optional.of("Chad")),
                new ListedPrompt("b", Prompt.of("See \"{Oslo}\" in", "Oslo"), Optional.empty(), Optional.empty()),
                new ListedPrompt(
                        "c", new Prompt("York, not New York, is", "York", 14), Optional.empty(), Optional.empty()));
        Path file = new ListFiles(folder)
                .ofLines(prompts.stream().map(PromptLine::of).toArray(String[]::new));

        assertThat(PromptList.read(file, BadRecords.REFUSE).prompts()).isEqualTo(prompts);
    }

    @Test
    void what_a_prompt_has_not_is_left_out() {
        assertThat(Stream.of(new ListedPrompt("7", Prompt.of("Oslo is", "Oslo"), Optional.empty(), Optional.empty()))
                        .map(PromptLine::of))
                .containsExactly("{\"id\":\"7\",\"prompt\":\"Oslo is\",\"subject\":\"Oslo\"}");
    }

    @Test
    void a_prompt_that_could_not_be_read_again_is_refused() {
        ListedPrompt listed =
                new ListedPrompt("7", Prompt.of("Oslo {} is", "Oslo"), Optional.empty(), Optional.empty());

        assertThatThrownBy(() -> PromptLine.of(listed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the prompt 'Oslo {} is' has {} in it");
    }
}
