package dev.engram.testing;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Seeds for randomised tests. The seed is a parameter of the test, so a failure prints it; {@code -Dtest.seed=N} runs that one alone.
 */
public final class SeededCases {

    private SeededCases() {}

    /** As many seeds as asked for, the same in each run, each as the arguments of a {@code @MethodSource} test. */
    public static Stream<Arguments> seeds(int count) {
        return seeds(count, 1);
    }

    /** As many seeds as asked for, which leave every remainder when divided by {@code kinds}: for tests that choose a kind by it. */
    public static Stream<Arguments> seeds(int count, int kinds) {
        Long only = Long.getLong("test.seed");
        if (only != null) {
            return Stream.of(Arguments.of(only));
        }
        long[] seeds = new Random(20_22_05_262).longs(count, 0, 1_000_000).toArray();
        return IntStream.range(0, count).mapToObj(i -> Arguments.of(seeds[i] / kinds * kinds + i % kinds));
    }
}
