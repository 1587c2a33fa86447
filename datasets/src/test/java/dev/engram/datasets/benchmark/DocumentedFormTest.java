package dev.engram.datasets.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.datasets.BadRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/datasets.md says. */
class DocumentedFormTest {

    private static final Pattern JSON = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void the_example_of_the_own_form_has_every_field_and_reads() throws IOException {
        Matcher example = JSON.matcher(page());
        assertThat(example.find()).isTrue();
        String lines = example.group(1);

        assertThat(lines)
                .contains(
                        "\"id\"",
                        "\"prompt\"",
                        "\"subject\"",
                        "\"target\"",
                        "\"answer\"",
                        "\"paraphrases\"",
                        "\"neighbours\"")
                .contains(
                        "\"edits\"", "\"probes\"", "\"kind\"", "\"group\"", "\"questions\"", "\"answers\"", "\"need\"")
                .contains("\"conditions\"", "\"openings\"", "\"targetIds\"", "\"relation\"", "\"object\"");
        List<BenchmarkRecord> records = Benchmark.read(
                        Samples.write(folder, lines), Optional.empty(), BadRecords.REFUSE)
                .records();
        assertThat(records).extracting(BenchmarkRecord::id).containsExactly("oslo", "chain");
        assertThat(records.get(0).probes().get(0).conditions()).hasSize(1);
        assertThat(records.get(0).targetIds()).contains(new TargetIds("P17", "Q657"));
        assertThat(records.get(1).edits()).hasSize(2);
    }

    @Test
    void every_form_is_in_the_table() throws IOException {
        String page = page();

        assertThat(Arrays.stream(BenchmarkForm.values()).map(form -> "| `" + form.label() + "` | "))
                .allSatisfy(row -> assertThat(page).contains(row));
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("..", "docs", "datasets.md"));
    }
}
