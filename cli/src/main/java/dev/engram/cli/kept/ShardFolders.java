package dev.engram.cli.kept;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The folders of all shards of one run: made alike, each another shard.
 *
 * @param whole the manifest of the run over everything
 */
public record ShardFolders<M extends ShardedManifest<M>>(List<Path> folders, M whole) {

    public ShardFolders {
        folders = List.copyOf(folders);
    }

    /**
     * Folders with their manifests.
     *
     * @param manifests one of each folder
     * @throws IllegalArgumentException if they are of different runs, or not all shards of one
     */
    public static <M extends ShardedManifest<M>> ShardFolders<M> of(List<Path> folders, List<M> manifests) {
        M whole = manifests.get(0).of(Shard.ALL);
        Set<String> there = new TreeSet<>();
        for (int i = 0; i < manifests.size(); i++) {
            RunFolder.requireSame(folders.get(i), manifests.get(i).of(Shard.ALL), whole);
        }
        for (int i = 0; i < manifests.size(); i++) {
            Shard shard = Shard.parse(manifests.get(i).shard());
            if (shard.count() != folders.size() || !there.add(shard.toString())) {
                throw new IllegalArgumentException(folders.get(i) + " is shard " + shard + "; of " + folders.size()
                        + " folders each must be another one of " + folders.size() + " shards");
            }
        }
        return new ShardFolders<>(folders, whole);
    }

    /**
     * Refuses results that are not one of each number.
     *
     * @param results what they are results of, such as {@code prompts}
     * @param numbers that have one, from 0
     * @param expected how many there should be
     * @param together how many of them a shard takes or leaves at once
     */
    public void requireEach(String results, List<Integer> numbers, int expected, int together) {
        Set<Integer> found = new TreeSet<>(numbers);
        IntStream.range(0, expected)
                .filter(number -> !found.contains(number))
                .findFirst()
                .ifPresent(missing -> {
                    throw new IllegalArgumentException(found.size() + " of " + expected + " " + results
                            + " have results; the first without is number " + missing
                            + " of the list (from 0), in shard " + missing / together % folders.size() + "/"
                            + folders.size() + ": finish that run first");
                });
        if (numbers.size() > expected) {
            throw new IllegalArgumentException(
                    "some " + results + " have two results in " + folders + "; make those shards anew");
        }
    }

    /** Writes the joined results into a folder that has none yet. */
    public void write(Path out, List<?> lines) throws IOException {
        if (!RunFolder.readResults(out).isEmpty()) {
            throw new IllegalArgumentException(out + " holds results already; choose another folder");
        }
        try (RunFolder joined = RunFolder.open(out, whole)) {
            for (Object line : lines) {
                joined.append(line);
            }
        }
    }
}
