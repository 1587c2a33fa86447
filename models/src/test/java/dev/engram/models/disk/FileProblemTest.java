package dev.engram.models.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

class FileProblemTest {

    @Test
    void failures_whose_message_is_a_name_alone_say_what_is_wrong() {
        assertThat(FileProblem.sentence(new NoSuchFileException("a"))).isEqualTo("there is no file a");
        assertThat(FileProblem.sentence(new AccessDeniedException("a"))).isEqualTo("a: permission denied");
        assertThat(FileProblem.sentence(new FileAlreadyExistsException("a"))).isEqualTo("a: it is there already");
        assertThat(FileProblem.sentence(new NotDirectoryException("a"))).isEqualTo("a: it is no folder");
        assertThat(FileProblem.sentence(new DirectoryNotEmptyException("a"))).isEqualTo("a: the folder is not empty");
    }

    @Test
    void the_systems_own_reason_comes_after_the_name() {
        FileSystemException readOnly = new FileSystemException("a", "b", "Read-only file system");

        assertThat(FileProblem.sentence(readOnly)).isEqualTo("a: Read-only file system");
        assertThat(FileProblem.reason(readOnly)).isEqualTo("Read-only file system");
    }

    @Test
    void others_say_what_they_say_or_else_what_they_are() {
        assertThat(FileProblem.sentence(new IOException("No space left on device")))
                .isEqualTo("No space left on device");
        assertThat(FileProblem.sentence(new IOException())).isEqualTo("IOException");
        assertThat(FileProblem.sentence(new MalformedInputException(1))).isEqualTo("the text is not UTF-8");
    }
}
