package dev.engram.models.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir
    private Path folder;

    @Test
    void what_was_there_is_replaced_and_nothing_else_is_left() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");

        WholeFile.write(file, temporary -> Files.writeString(temporary, "new"));

        assertThat(file).hasContent("new");
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void a_writer_that_fails_half_way_leaves_what_was_there_and_the_message_names_the_file() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");

        assertThatThrownBy(() -> WholeFile.write(file, temporary -> {
                    Files.writeString(temporary, "half");
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(FileNotWrittenException.class)
                .hasMessage(file + " cannot be written: No space left on device");

        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("a.txt");
    }

    @Test
    void a_folder_that_is_not_there_is_said_to_be_missing() {
        Path file = folder.resolve("none").resolve("a.txt");

        assertThatThrownBy(() -> WholeFile.write(file, temporary -> Files.writeString(temporary, "new")))
                .hasMessage(file + " cannot be written: there is no such file or folder");
    }

    @Test
    void another_file_that_is_missing_is_named_too() {
        Path file = folder.resolve("a.txt");
        Path other = folder.resolve("other").resolve("source.txt");

        assertThatThrownBy(() -> WholeFile.write(file, temporary -> Files.copy(other, temporary)))
                .hasMessage(file + " cannot be written: there is no file " + other);
    }

    @Test
    void what_an_unfinished_write_leaves_is_known_by_its_name() throws IOException {
        Path[] temporaries = new Path[1];

        WholeFile.write(folder.resolve("a.txt"), temporary -> {
            temporaries[0] = temporary;
            Files.writeString(temporary, "new");
        });

        assertThat(WholeFile.isUnfinished(temporaries[0])).isTrue();
        assertThat(WholeFile.isUnfinished(folder.resolve("a.txt"))).isFalse();
        assertThat(WholeFile.isUnfinished(folder.resolve("a.part"))).isFalse();
    }
}
