package dev.engram.models.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.engram.testing.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFingerprintTest {

    /** The test vector of FIPS 180-2 for "abc". */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path folder;

    @Test
    void one_files_fingerprint_is_its_sha256() throws IOException {
        Path file = file("a", "abc");

        ModelFingerprint fingerprint = ModelFingerprint.of(List.of(file));

        assertThat(fingerprint.sha256()).isEqualTo(ABC);
        assertThat(fingerprint.shortForm()).isEqualTo("ba7816bf8f01");
    }

    @Test
    void several_files_count_as_their_contents_one_after_the_other() throws IOException {
        List<Path> files = List.of(file("first", "a"), file("second", "bc"));

        assertThat(ModelFingerprint.of(files).sha256()).isEqualTo(ABC);
    }

    @Test
    void the_order_of_files_counts() throws IOException {
        Path first = file("first", "a");
        Path second = file("second", "bc");

        assertThat(ModelFingerprint.of(List.of(second, first)))
                .isNotEqualTo(ModelFingerprint.of(List.of(first, second)));
    }

    @Test
    void a_real_file_has_the_hash_that_sha256sum_prints() throws IOException {
        Path file = SharedFolder.require("models", "tiny", "gpt2", "model.safetensors");

        assertThat(ModelFingerprint.of(List.of(file)).sha256())
                .isEqualTo("70906ab5356e7f1e6bb93beb825d1ec96046c2969af4fb470b17ceeddab36afc");
    }

    @Test
    void no_files_have_no_fingerprint() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFingerprint.of(List.of()))
                .withMessageContaining("at least one file");
    }

    @Test
    void what_is_not_a_hash_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelFingerprint(ABC.toUpperCase(Locale.ROOT)))
                .withMessageContaining("is not a SHA-256");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
