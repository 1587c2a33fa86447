package dev.engram.models.family;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.models.TinyDirectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page about families names those that there are, and what was run on each. */
class FamiliesPageTest {

    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

    @Test
    void its_tables_have_each_family_architecture_and_tiny_model() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "families.md"));

        assertThat(firstCells(page, "# Model families"))
                .containsExactlyInAnyOrderElementsOf(ModelFamilies.modelTypes());
        assertThat(firstCells(page, "## GGUF files")).containsExactlyElementsOf(GgufArchitecture.names());
        assertThat(firstCells(page, "## What was run on each"))
                .containsExactlyInAnyOrderElementsOf(TinyDirectories.NAMES);
    }

    @Test
    void its_example_is_the_class_itself() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "families.md"));
        String source = Files.readString(
                Path.of("src", "main", "java", "dev", "engram", "models", "family", "MistralFamily.java"));

        assertThat(page).contains(source.substring(source.indexOf("final class")));
    }

    private static List<String> firstCells(String page, String heading) {
        int from = page.indexOf(heading);
        int to = page.indexOf("\n## ", from + 1);
        return FIRST_CELL
                .matcher(page.substring(from, to))
                .results()
                .map(cell -> cell.group(1))
                .toList();
    }
}
