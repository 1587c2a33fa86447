package dev.engram.editing.keys;

import dev.engram.editing.solve.KeyStatistics;
import dev.engram.editing.statistics.ExpectedStatistics;
import dev.engram.editing.statistics.StatisticsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a collection that has not ended has counted, on disk. It is written in two folders by turns, and a small file says last which of them is
 * whole: so one always is.
 */
final class UnfinishedCollection {

    private static final List<String> TURNS = List.of("a", "b");
    private static final Pattern PLACE = Pattern.compile("([ab]) (\\d{1,9})\n");

    private final Path folder;
    private final List<Integer> layers;
    private final IntFunction<ExpectedStatistics> expected;
    private int turn;

    /**
     * The place of an unfinished collection.
     *
     * @param kept where the finished one will lie
     */
    UnfinishedCollection(Path kept, List<Integer> layers, IntFunction<ExpectedStatistics> expected) {
        this.folder = kept.resolve("unfinished-" + layers.hashCode());
        this.layers = layers;
        this.expected = expected;
    }

    /**
     * Sums and where they end.
     *
     * @param texts how many were counted
     */
    record State(int texts, SortedMap<Integer, KeyStatistics> statistics) {}

    /** What is there; nothing where nothing is, or where the place was lost, as on a disk that was cut off from its power. */
    State read() throws IOException {
        SortedMap<Integer, KeyStatistics> statistics = new TreeMap<>();
        Path place = folder.resolve("place.txt");
        Matcher words = PLACE.matcher(Files.exists(place) ? Files.readString(place) : "");
        if (!words.matches()) {
            return new State(0, statistics);
        }
        String name = words.group(1);
        turn = TURNS.indexOf(name) + 1;
        for (int layer : layers) {
            statistics.put(layer, StatisticsFile.read(file(name, layer), expected.apply(layer)));
        }
        return new State(Integer.parseInt(words.group(2)), statistics);
    }

    void write(KeyCollector.Progress progress) throws IOException {
        String name = TURNS.get(turn++ % TURNS.size());
        Files.createDirectories(folder.resolve(name));
        for (KeyStatistics layer : progress.statistics().values()) {
            StatisticsFile.write(file(name, layer.layer()), layer);
        }
        Path next = folder.resolve("place.next");
        Files.writeString(next, name + " " + progress.texts() + "\n");
        Files.move(
                next, folder.resolve("place.txt"), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path file(String name, int layer) {
        return folder.resolve(name).resolve("layer-" + layer + ".npz");
    }

    void delete() throws IOException {
        for (String name : TURNS) {
            for (int layer : layers) {
                Files.deleteIfExists(file(name, layer));
            }
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.deleteIfExists(folder.resolve("place.txt"));
        Files.deleteIfExists(folder.resolve("place.next"));
        Files.deleteIfExists(folder);
    }
}
