package dev.engram.models.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestTest {

    /** The examples of FIPS 180-4. */
    private static final String SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final String SHA1_OF_ABC = "a9993e364706816aba3e25717850c26c9cd0d89d";

    @Test
    void the_standards_examples_have_their_hashes() {
        assertThat(Digest.sha256().add(bytes("abc")).hex()).isEqualTo(SHA256_OF_ABC);
        assertThat(Digest.sha1().add(bytes("abc")).hex()).isEqualTo(SHA1_OF_ABC);
        assertThat(Digest.sha256().hex()).startsWith("e3b0c44298fc1c14");
    }

    @Test
    void what_is_added_in_pieces_of_any_kind_is_one_text(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("b"), bytes("b"));

        String hash = Digest.sha256()
                .add(ByteBuffer.wrap(bytes("xa"), 1, 1))
                .add(file)
                .add(new ByteArrayInputStream(bytes("c")))
                .hex();

        assertThat(hash).isEqualTo(SHA256_OF_ABC);
    }

    @Test
    void long_streams_are_read_to_their_end() throws IOException {
        byte[] many = new byte[200_001];
        many[200_000] = 1;

        assertThat(Digest.sha256().add(new ByteArrayInputStream(many)).hex())
                .isEqualTo(Digest.sha256().add(many).hex())
                .isNotEqualTo(Digest.sha256().add(new byte[200_001]).hex());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
