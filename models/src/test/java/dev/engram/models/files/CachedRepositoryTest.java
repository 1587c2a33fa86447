package dev.engram.models.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedRepositoryTest {

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private CachedRepository repository;

    @BeforeEach
    void open() {
        repository = new HuggingFaceCache(folder).repository("org/name");
    }

    @Test
    void a_file_of_a_snapshot_is_a_relative_link_to_its_blob() throws IOException {
        put("c1", "config.json", "h1", "{}");

        assertThat(Files.readSymbolicLink(repository.snapshot("c1").resolve("config.json")))
                .isEqualTo(Path.of("../../blobs/h1"));
        assertThat(repository.snapshot("c1").resolve("config.json")).hasContent("{}");
    }

    @Test
    void where_there_are_no_links_the_content_moves() throws IOException {
        try (FileSystem linkless =
                FileSystems.newFileSystem(folder.resolve("linkless.zip"), Map.of("create", "true"))) {
            repository = new HuggingFaceCache(linkless.getPath("/hub")).repository("org/name");

            put("c1", "config.json", "h1", "{}");

            assertThat(Files.readString(repository.snapshot("c1").resolve("config.json")))
                    .isEqualTo("{}");
            assertThat(Files.exists(repository.blob("h1"))).isFalse();
        }
    }

    @Test
    void a_model_is_a_directory_with_safetensors() throws IOException {
        put("c1", "config.json", "h1", "{}");
        repository.nameMain("c1");
        assertThat(repository.model()).isEmpty();

        put("c1", "model.safetensors", "h2", "weights");

        assertThat(repository.model()).contains(repository.snapshot("c1"));
    }

    @Test
    void a_model_is_a_gguf_file_that_is_alone() throws IOException {
        put("c1", "a.gguf", "h1", "weights");
        assertThat(repository.model()).isEmpty(); // no ref yet
        repository.nameMain("c1");
        assertThat(repository.model()).contains(repository.snapshot("c1").resolve("a.gguf"));

        put("c1", "b.gguf", "h2", "others");

        assertThat(repository.model()).isEmpty();
    }

    @Test
    void removing_the_only_revision_leaves_nothing() throws IOException {
        put("c1", "model.safetensors", "h1", "12345");
        repository.nameMain("c1");
        Files.writeString(repository.blob("h2.incomplete"), "123");

        ByteSize freed = RepositoryRemoval.of(repository);

        assertThat(repository.folder()).doesNotExist();
        assertThat(freed).isEqualTo(new ByteSize(5 + 3 + 2)); // and the ref
    }

    @Test
    void removing_one_of_two_revisions_keeps_what_the_other_shows() throws IOException {
        put("old", "model.safetensors", "shared", "12345");
        put("old", "config.json", "old-config", "{ }");
        put("new", "model.safetensors", "shared", "12345");
        put("new", "config.json", "new-config", "{}");
        repository.nameMain("new");

        RepositoryRemoval.of(repository);

        assertThat(repository.snapshot("new")).doesNotExist();
        assertThat(repository.blob("new-config")).doesNotExist();
        assertThat(repository.mainCommit()).isEmpty();
        assertThat(repository.snapshot("old").resolve("model.safetensors")).hasContent("12345");
        assertThat(repository.snapshot("old").resolve("config.json")).hasContent("{ }");
    }

    @Test
    void removing_what_was_never_finished_leaves_nothing_of_it() throws IOException {
        put("c1", "config.json", "h1", "{}");
        Files.writeString(repository.blob("h2.incomplete"), "123");

        RepositoryRemoval.of(repository);

        assertThat(repository.folder()).doesNotExist();
    }

    @Test
    void removing_what_was_never_finished_keeps_a_revision_that_another_tool_uses() throws IOException {
        put("pinned", "model.safetensors", "h1", "12345");
        Files.writeString(repository.blob("h2.incomplete"), "123");

        RepositoryRemoval.of(repository);

        assertThat(repository.snapshot("pinned").resolve("model.safetensors")).hasContent("12345");
        assertThat(repository.blob("h2.incomplete")).doesNotExist();
    }

    private void put(String commit, String name, String hash, String content) throws IOException {
        Files.createDirectories(repository.blobs());
        Files.writeString(repository.blob(hash), content);
        repository.place(repository.blob(hash), commit, name);
    }
}
