package dev.engram.models.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The fewest sequences that some sequences are beginnings of.
 *
 * @param sequences none of them a beginning of another
 * @param covered for each of these the indices of those that are beginnings of it
 */
record PrefixCover(List<List<Integer>> sequences, List<List<Integer>> covered) {

    private static final Comparator<List<Integer>> DICTIONARY_ORDER = (a, b) -> {
        int shorter = Math.min(a.size(), b.size());
        for (int i = 0; i < shorter; i++) {
            int byToken = Integer.compare(a.get(i), b.get(i));
            if (byToken != 0) {
                return byToken;
            }
        }
        return Integer.compare(a.size(), b.size());
    };

    PrefixCover {
        sequences = List.copyOf(sequences);
        covered = covered.stream().map(List::copyOf).toList();
    }

    /** In dictionary order a sequence comes right before those that begin with it. */
    static PrefixCover of(List<List<Integer>> beginnings) {
        List<Integer> backwards = IntStream.range(0, beginnings.size())
                .boxed()
                .sorted((a, b) -> DICTIONARY_ORDER.compare(beginnings.get(b), beginnings.get(a)))
                .toList();
        List<List<Integer>> sequences = new ArrayList<>();
        List<List<Integer>> covered = new ArrayList<>();
        for (int i : backwards) {
            List<Integer> sequence = beginnings.get(i);
            if (sequences.isEmpty() || !isBeginning(sequence, sequences.get(sequences.size() - 1))) {
                sequences.add(sequence);
                covered.add(new ArrayList<>());
            }
            covered.get(covered.size() - 1).add(i);
        }
        return new PrefixCover(sequences, covered);
    }

    private static boolean isBeginning(List<Integer> sequence, List<Integer> of) {
        return sequence.size() <= of.size() && of.subList(0, sequence.size()).equals(sequence);
    }
}
