package dev.engram.testing;

import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Seeds for randomised tests. The seed is a parameter of the test, so a failure prints it; {@code -Dtest.seed=N} runs that one alone.
 */
public final class SeededCases {

    private SeededCases() {}

    /** As many seeds as asked for, the same in each run, each as the arguments of a {@code @MethodSource} test. */
    public static Stream<Arguments> seeds(int count) {
        Long only = Long.getLong("test.seed");
        LongStream seeds = only != null ? LongStream.of(only) : new Random(20_22_05_262).longs(count, 0, 1_000_000);
        return seeds.mapToObj(Arguments::of);
    }
}
