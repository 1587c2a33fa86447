package dev.engram.models.runtime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Divides texts into batches in which those of like length are together, so that little of a batch is padding. */
public final class Batches {

    private Batches() {}

    /**
     * The indices of the texts, shorter ones first, batch by batch.
     *
     * @param lengths tokens of each text
     * @param rows the most that a batch may have, padding included; a single text may have more
     */
    public static List<List<Integer>> of(List<Integer> lengths, long rows) {
        List<List<Integer>> batches = new ArrayList<>();
        List<Integer> batch = new ArrayList<>();
        for (int text : IntStream.range(0, lengths.size())
                .boxed()
                .sorted(Comparator.comparing(lengths::get))
                .toList()) {
            if (!batch.isEmpty() && (batch.size() + 1L) * lengths.get(text) > rows) {
                batches.add(batch);
                batch = new ArrayList<>();
            }
            batch.add(text);
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }
}
