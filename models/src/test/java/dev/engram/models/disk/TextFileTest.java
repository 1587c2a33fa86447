package dev.engram.models.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {

    @TempDir
    private Path folder;

    @Test
    void a_text_is_read_as_utf8() throws IOException {
        assertThat(TextFile.read(Files.writeString(folder.resolve("a.txt"), "Österreich\n")))
                .isEqualTo("Österreich\n");
    }

    @Test
    void what_is_no_text_is_refused_by_its_name() throws IOException {
        Path latin = Files.write(folder.resolve("latin.txt"), new byte[] {'a', (byte) 0xD6});

        assertThatThrownBy(() -> TextFile.read(latin))
                .isInstanceOf(IOException.class)
                .hasMessage(latin + " is not UTF-8; save the text in UTF-8");
        assertThatThrownBy(() -> TextFile.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + " is a folder, and a file of text is needed");
        assertThatThrownBy(() -> TextFile.read(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }
}
