package dev.engram.models.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HuggingFaceCacheTest {

    @TempDir
    private Path folder;

    @Test
    void a_model_is_found_at_the_revision_that_main_names() throws IOException {
        Path model = folder.resolve("models--org--tiny-model");
        Files.createDirectories(model.resolve("snapshots/abc123"));
        Files.createDirectories(model.resolve("snapshots/older"));
        Files.createDirectories(model.resolve("refs"));
        Files.writeString(model.resolve("refs/main"), "abc123\n");

        assertThat(new HuggingFaceCache(folder).find("org/tiny-model")).contains(model.resolve("snapshots/abc123"));
    }

    @Test
    void a_model_that_was_never_downloaded_is_absent() throws IOException {
        assertThat(new HuggingFaceCache(folder).find("gpt2")).isEmpty();
    }

    @Test
    void ids_and_revisions_cannot_lead_out_of_the_cache() throws IOException {
        Path model = folder.resolve("models--gpt2");
        Files.createDirectories(model.resolve("refs"));
        Files.writeString(model.resolve("refs/main"), "../../..");

        assertThat(new HuggingFaceCache(folder).find("gpt2")).isEmpty();
        assertThat(HuggingFaceCache.isId("../gpt2")).isFalse();
        assertThat(HuggingFaceCache.isId("a/b/c")).isFalse();
        assertThat(HuggingFaceCache.isId("")).isFalse();
    }

    @Test
    void a_snapshot_is_known_by_its_models_id() {
        assertThat(HuggingFaceCache.idOfSnapshot(folder.resolve("models--org--tiny-model/snapshots/abc123")))
                .contains("org/tiny-model");
        assertThat(HuggingFaceCache.idOfSnapshot(folder.resolve("snapshots/abc123")))
                .isEmpty();
        assertThat(HuggingFaceCache.idOfSnapshot(folder.resolve("models--org--tiny-model/abc123")))
                .isEmpty();
        assertThat(HuggingFaceCache.idOfSnapshot(Path.of("/"))).isEmpty();
    }
}
