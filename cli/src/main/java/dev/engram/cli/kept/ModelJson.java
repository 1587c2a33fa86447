package dev.engram.cli.kept;

import java.nio.file.Path;

/** Which model results are of. */
public record ModelJson(String name, String sha256) {

    /** The name, without the folders where it was given as a file's. */
    public String shortName() {
        boolean isPath = name.startsWith("/") || name.startsWith(".") || name.endsWith(".gguf");
        return isPath ? String.valueOf(Path.of(name).getFileName()) : name;
    }
}
