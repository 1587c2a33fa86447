package dev.engram.models.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundled models, with resources made here. */
class BundledModelsTest {

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private Path resource;

    @BeforeEach
    void bundle() throws IOException {
        resource = Files.createDirectories(folder.resolve("resources/dev/engram/models/bundled/tiny"));
        for (String name : List.of("config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors")) {
            Files.writeString(resource.resolve(name), "content of " + name);
        }
    }

    @Test
    void a_model_is_unpacked_when_first_asked_for_and_used_from_then_on() throws IOException {
        Path directory = find("tiny");
        Files.delete(directory.resolve("tokenizer.json")); // to tell a second unpacking

        assertThat(directory.getParent()).isEqualTo(folder.resolve("cache"));
        assertThat(directory.getFileName().toString()).matches("tiny-[0-9a-f]{12}");
        assertThat(directory.resolve("model.safetensors")).hasContent("content of model.safetensors");
        assertThat(find("tiny")).isEqualTo(directory);
        assertThat(directory.resolve("tokenizer.json")).doesNotExist();
        try (var entries = Files.list(folder.resolve("cache"))) {
            assertThat(entries).containsExactly(directory); // nothing half done beside it
        }
    }

    @Test
    void another_content_goes_to_another_folder() throws IOException {
        Path before = find("tiny");

        Files.writeString(resource.resolve("model.safetensors"), "other weights");

        assertThat(find("tiny")).isNotEqualTo(before);
        assertThat(find("tiny").resolve("model.safetensors")).hasContent("other weights");
    }

    @Test
    void where_the_cache_cannot_be_written_the_model_lies_in_a_temporary_folder() throws IOException {
        Path file = Files.writeString(folder.resolve("no-folder"), "");

        Path directory = models(file.resolve("cache")).find("tiny").orElseThrow();

        assertThat(directory.startsWith(folder)).isFalse();
        assertThat(directory.resolve("config.json")).hasContent("content of config.json");
    }

    @Test
    void names_are_those_of_models_that_are_there() throws IOException {
        assertThat(models(folder).names()).containsExactly("tiny");
        assertThat(models(folder).find("absent")).isEmpty();
        assertThat(models(folder).isReserved("absent")).isTrue();
        assertThat(models(folder).find("../tiny")).isEmpty();
    }

    @Test
    void a_bundle_with_a_file_missing_is_named_and_leaves_nothing() throws IOException {
        Files.delete(resource.resolve("tokenizer.json"));

        assertThatIOException().isThrownBy(() -> find("tiny")).withMessageContaining("'tiny' has no tokenizer.json");
        assertThat(folder.resolve("cache")).doesNotExist();
    }

    private Path find(String name) throws IOException {
        return models(folder.resolve("cache")).find(name).orElseThrow();
    }

    private BundledModels models(Path cache) throws IOException {
        // The test's own loader is closed with the process: it holds no file open, since its resources lie in a folder.
        ClassLoader resources = new URLClassLoader(
                new URL[] {folder.resolve("resources/").toUri().toURL()}, null);
        return new BundledModels(resources, List.of("tiny", "absent"), cache);
    }
}
