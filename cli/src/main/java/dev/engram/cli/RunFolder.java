package dev.engram.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder of a long run: {@code manifest.json} says how its results are made, and {@code results.jsonl} holds them, a line each, written as
 * they come. A run that was killed goes on in it: a line that was cut off is dropped.
 */
final class RunFolder implements AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** What a manifest may have different when a run goes on: how it was called. */
    private static final String CALL = "/call";

    private final Path folder;
    private final BufferedWriter results;

    private RunFolder(Path folder, BufferedWriter results) {
        this.folder = folder;
        this.results = results;
    }

    static Path manifest(Path folder) {
        return folder.resolve("manifest.json");
    }

    static Path results(Path folder) {
        return folder.resolve("results.jsonl");
    }

    /**
     * Opens a folder to write results to, made if it is not there.
     *
     * @param manifest how the run is made
     * @throws IllegalArgumentException if the folder holds something else, or results that were made differently; the message says what
     *     differs
     */
    static RunFolder open(Path folder, Object manifest) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(folder + " is a file; --out takes a folder");
        }
        Files.createDirectories(folder);
        JsonNode wanted = MAPPER.valueToTree(manifest);
        if (Files.exists(manifest(folder))) {
            requireSame(folder, readManifest(folder), wanted);
        } else {
            try (var inside = Files.list(folder)) {
                if (inside.findAny().isPresent()) {
                    throw new IllegalArgumentException(
                            folder + " is not empty and holds no run; choose another folder for the results");
                }
            }
            AtomicFile.write(
                    manifest(folder), MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(wanted) + "\n");
        }
        dropCutLine(results(folder));
        return new RunFolder(
                folder,
                Files.newBufferedWriter(
                        results(folder), StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /** The manifest of a folder. */
    static JsonNode readManifest(Path folder) throws IOException {
        if (!Files.isRegularFile(manifest(folder))) {
            throw new IllegalArgumentException(folder + " holds no run: it has no manifest.json");
        }
        try {
            return MAPPER.readTree(Files.readString(manifest(folder)));
        } catch (JacksonException e) {
            throw new IOException(manifest(folder) + " is damaged: " + e.getOriginalMessage(), e);
        }
    }

    /** The lines of a folder's results that are whole. */
    static List<String> readResults(Path folder) throws IOException {
        Path file = results(folder);
        if (!Files.exists(file)) {
            return List.of();
        }
        String text = Files.readString(file);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /**
     * Refuses manifests of two runs that are not made alike, however they were called; the message names the first difference.
     *
     * @param folder whose manifest is {@code there}
     */
    static void requireSame(Path folder, Object thereManifest, Object hereManifest) {
        Map<String, String> there = leaves(MAPPER.valueToTree(thereManifest));
        Map<String, String> here = leaves(MAPPER.valueToTree(hereManifest));
        Map<String, String> all = new TreeMap<>(there);
        all.putAll(here);
        for (String name : all.keySet()) {
            String before = there.getOrDefault(name, "absent");
            String now = here.getOrDefault(name, "absent");
            if (!name.startsWith(CALL) && !before.equals(now)) {
                throw new IllegalArgumentException(folder + " holds another run: "
                        + name.substring(1).replace('/', '.') + " is " + before + " there and " + now + " here");
            }
        }
    }

    /** The values of a tree by path. */
    private static Map<String, String> leaves(JsonNode tree) {
        Map<String, String> leaves = new TreeMap<>();
        collect("", tree, leaves);
        return leaves;
    }

    private static void collect(String path, JsonNode node, Map<String, String> leaves) {
        if (node.isContainer()) {
            for (Map.Entry<String, JsonNode> property : node.properties()) {
                collect(path + "/" + property.getKey(), property.getValue(), leaves);
            }
            for (int i = 0; node.isArray() && i < node.size(); i++) {
                collect(path + "/" + i, node.get(i), leaves);
            }
        } else {
            leaves.put(path, node.toString());
        }
    }

    private static void dropCutLine(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (RandomAccessFile results = new RandomAccessFile(file.toFile(), "rw")) {
            long end = results.length();
            while (end > 0) {
                results.seek(end - 1);
                if (results.read() == '\n') {
                    break;
                }
                end--;
            }
            results.setLength(end);
        }
    }

    /** Adds a result; it is on the disk's way before this returns. */
    void append(Object result) throws IOException {
        results.write(MAPPER.writeValueAsString(result));
        results.write('\n');
        results.flush();
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        results.close();
    }
}
