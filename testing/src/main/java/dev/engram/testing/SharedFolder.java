package dev.engram.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The folder with models, goldens and data that tests share but the repository does not hold.
 *
 * <p>It is named by {@code -Dengram.shared=DIR}. A test that needs it is skipped, with a message, only where the whole folder is
 * absent; a file missing from a folder that is there is a failure.
 */
public final class SharedFolder {

    private SharedFolder() {}

    public static boolean isPresent() {
        return Files.isDirectory(folder());
    }

    /** A file or folder in the shared folder, named by its parts. */
    public static Path require(String first, String... more) {
        Assumptions.assumeTrue(
                isPresent(),
                () -> "skipped: the shared folder " + folder() + " is absent (name it with -Dengram.shared=DIR)");
        Path path = folder().resolve(Path.of(first, more));
        Assertions.assertThat(path).as("in the shared folder").exists();
        return path;
    }

    private static Path folder() {
        return Path.of(System.getProperty("engram.shared", "../../shared"))
                .toAbsolutePath()
                .normalize();
    }
}
