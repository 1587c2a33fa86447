package dev.engram.cli.eval;

import dev.engram.models.disk.Digest;
import dev.engram.models.disk.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that results depend on. */
record FileJson(String file, String sha256) {

    static FileJson of(Path path) throws IOException {
        TextFile.requireFile(path);
        try (InputStream in = Files.newInputStream(path)) {
            return new FileJson(
                    String.valueOf(path.getFileName()), Digest.sha256().add(in).hex());
        }
    }
}
