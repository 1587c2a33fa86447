package dev.engram.datasets.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttributeSnippetsTest {

    private static final TargetIds ENGLISH = new TargetIds("P103", "Q1860");
    private static final TargetIds FRENCH = new TargetIds("P103", "Q150");

    @TempDir
    private Path folder;

    private Map<TargetIds, List<String>> read(String json, TargetIds... wanted) throws IOException {
        return AttributeSnippets.read(Files.writeString(folder.resolve("snippets.json"), json), Set.of(wanted));
    }

    private void refused(String json, String... problem) {
        assertThatThrownBy(() -> read(json, ENGLISH))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("snippets.json: ")
                .hasMessageContainingAll(problem);
    }

    private static String target(String relation, String target, String samples) {
        return "{\"relation_id\": \"" + relation + "\", \"target_id\": \"" + target + "\", \"samples\": " + samples
                + "}";
    }

    @Test
    void texts_are_found_by_relation_and_target_and_those_of_one_target_are_joined() throws IOException {
        String file =
                "[" + target("P103", "Q1860", "[{\"name\": \"A\", \"text\": \"one\"}, {\"text\": \"two\"}]") + ",\n"
                        + target("P103", "Q150", "[{\"text\": \"trois\"}]") + ",\n"
                        + target("P27", "Q1860", "[{\"text\": \"other relation\"}]") + ",\n"
                        + target("P103", "Q1860", "[{\"text\": \"three\"}]") + "]";

        assertThat(read(file, ENGLISH)).isEqualTo(Map.of(ENGLISH, List.of("one", "two", "three")));
        assertThat(read(file, ENGLISH, FRENCH))
                .containsEntry(FRENCH, List.of("trois"))
                .hasSize(2);
        assertThat(read(file)).isEmpty();
    }

    @Test
    void a_target_without_texts_is_as_one_that_is_not_there() throws IOException {
        assertThat(read("[" + target("P103", "Q1860", "[]") + "]", ENGLISH)).isEmpty();
        assertThat(read("[]", ENGLISH)).isEmpty();
    }

    @Test
    void what_is_none_of_this_form_is_refused_by_its_place() {
        refused("{}", "expected a JSON array");
        refused("", "expected a JSON array");
        refused("[", "expected a JSON array");
        refused("[] []", "goes on after its array");
        refused("[\n3]", "line 2 (index 0): field 'relation_id'");
        refused(
                "[" + target("P1", "Q1", "[]") + ",\n" + target("", "Q1", "[]") + "]",
                "line 2 (index 1): field 'relation_id'");
        refused("[{\"relation_id\": \"P1\", \"target_id\": 5, \"samples\": []}]", "field 'target_id': expected text");
        refused("[" + target("P1", "Q1", "{}") + "]", "field 'samples': expected an array");
        refused("[" + target("P1", "Q1", "[{\"text\": \"a\"}, {\"name\": \"A\"}]") + "]", "samples[1]: field 'text'");
        refused("[" + target("P1", "Q1", "[\"a\"]") + "]", "samples[0]: field 'text'");
    }
}
