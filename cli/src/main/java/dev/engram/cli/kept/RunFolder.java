package dev.engram.cli.kept;

import dev.engram.models.disk.FileNotWrittenException;
import dev.engram.models.disk.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder of a long run: {@code manifest.json} says how its results are made, and {@code results.jsonl} holds them, a line each, written as
 * they come. A run that was killed goes on in it: a line that was cut off is dropped. One process writes to it at a time.
 */
public final class RunFolder implements AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** What a manifest may have different when a run goes on: how, when and on what it was called, and what the model is
     * called; its hash decides. */
    private static final Set<String> FREE = Set.of("/call/command", "/call/time", "/call/machine", "/model/name");

    private final Path folder;
    private final FileChannel results;

    private RunFolder(Path folder, FileChannel results) {
        this.folder = folder;
        this.results = results;
    }

    public static Path manifest(Path folder) {
        return folder.resolve("manifest.json");
    }

    public static Path results(Path folder) {
        return folder.resolve("results.jsonl");
    }

    /**
     * Opens a folder to write results to, made if it is not there.
     *
     * @param manifest how the run is made
     * @throws IllegalArgumentException if the folder holds something else, or results that were made differently; the message says what
     *     differs
     */
    public static RunFolder open(Path folder, Object manifest) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(folder + " is a file; --out takes a folder");
        }
        Files.createDirectories(folder);
        JsonNode wanted = MAPPER.valueToTree(manifest);
        if (Files.exists(manifest(folder))) {
            requireSame(folder, readManifest(folder), wanted);
        } else {
            requireEmpty(folder);
            AtomicFile.write(
                    manifest(folder), MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(wanted) + "\n");
        }
        return new RunFolder(folder, locked(results(folder)));
    }

    private static void requireEmpty(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            if (inside.anyMatch(file -> !WholeFile.isUnfinished(file))) {
                throw new IllegalArgumentException(
                        folder + " is not empty and holds no run; choose another folder for the results");
            }
        }
    }

    /** The file of results, for this process alone, at the end of its last whole line. */
    private static FileChannel locked(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (!isLocked(channel)) {
                throw new IllegalArgumentException(file + " is being written by another run; wait for it, or stop it");
            }
            channel.truncate(endOfLastLine(channel));
            channel.position(channel.size());
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // by this very process
        }
    }

    private static long endOfLastLine(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (long end = channel.size(); end > 0; end--) {
            channel.read(one.clear(), end - 1);
            if (one.get(0) == '\n') {
                return end;
            }
        }
        return 0;
    }

    /** The manifest of a folder. */
    public static JsonNode readManifest(Path folder) throws IOException {
        if (!Files.isRegularFile(manifest(folder))) {
            throw new IllegalArgumentException(folder + " holds no run: it has no manifest.json");
        }
        try {
            return MAPPER.readTree(Files.readString(manifest(folder)));
        } catch (JacksonException e) {
            throw new IOException(manifest(folder) + " is damaged: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * The manifest of a folder, of one format.
     *
     * @param format which it names
     * @throws IllegalArgumentException if the folder holds results of another format, or none
     */
    public static <T> T readManifest(Path folder, String format, Class<T> type) throws IOException {
        JsonNode manifest = readManifest(folder);
        String there = manifest.path("format").asString("");
        if (!there.equals(format)) {
            throw new IllegalArgumentException(
                    folder + " holds results of the format '" + there + "'; this is read: " + format);
        }
        try {
            return MAPPER.treeToValue(manifest, type);
        } catch (JacksonException e) {
            throw new IOException(manifest(folder) + " is damaged: " + e.getOriginalMessage(), e);
        }
    }

    /** The lines of a folder's results that are whole. */
    public static List<String> readResults(Path folder) throws IOException {
        Path file = results(folder);
        if (!Files.exists(file)) {
            return List.of();
        }
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--; // a line that was cut off
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
    }

    /**
     * The results of a folder.
     *
     * @throws IOException if a line is none; the message names it
     */
    public static <T> List<T> readResults(Path folder, Class<T> type) throws IOException {
        List<T> read = new ArrayList<>();
        List<String> lines = readResults(folder);
        for (int i = 0; i < lines.size(); i++) {
            try {
                read.add(MAPPER.readValue(lines.get(i), type));
            } catch (JacksonException e) {
                throw new IOException(
                        results(folder) + ", line " + (i + 1) + " is damaged: " + e.getOriginalMessage(), e);
            }
        }
        return read;
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
            if (!FREE.contains(name) && !before.equals(now)) {
                throw new IllegalArgumentException(folder + " holds another run: "
                        + name.substring(1).replace('/', '.') + " is " + before + " there and " + now + " here");
            }
        }
    }

    /** The values of a tree by path. */
    private static Map<String, String> leaves(JsonNode tree) {
        Map<String, String> leaves = new TreeMap<>();
        collect("/compute", MAPPER.valueToTree(ComputeJson.DEFAULT), leaves); // for manifests that do not say it
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

    /** Adds a result; it has left this process before this returns. */
    public void append(Object result) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((MAPPER.writeValueAsString(result) + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (line.hasRemaining()) {
                results.write(line);
            }
        } catch (IOException e) {
            throw new FileNotWrittenException(results(folder), e);
        }
    }

    public Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        results.close();
    }
}
