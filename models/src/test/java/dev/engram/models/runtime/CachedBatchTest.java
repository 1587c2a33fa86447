package dev.engram.models.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.ForwardRequest;
import dev.engram.models.ForwardResult;
import dev.engram.models.TinyModels;
import dev.engram.models.engine.Engine;
import dev.engram.models.engine.reference.ReferenceEngine;
import dev.engram.testing.SeededCases;
import dev.engram.testing.Tolerances;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A batch run piece by piece over a cache of keys and values equals the same batch run whole, unequal lengths and all. */
class CachedBatchTest {

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(10);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_cached_batch_equals_the_whole_one(long seed) {
        Random random = new Random(seed);
        Engine engine = new ReferenceEngine(TinyModels.any(seed));
        List<List<Integer>> whole = new ArrayList<>(List.of(List.of(), List.of(), List.of()));
        try (KeyValueCache cache = new KeyValueCache(engine, 3)) {
            for (int piece = 0; piece < 3; piece++) {
                List<List<Integer>> fresh = IntStream.range(0, 3)
                        .mapToObj(i -> random.ints(1 + random.nextInt(4), 0, TinyModels.VOCABULARY)
                                .boxed()
                                .toList())
                        .toList();
                for (int i = 0; i < 3; i++) {
                    List<Integer> longer = new ArrayList<>(whole.get(i));
                    longer.addAll(fresh.get(i));
                    whole.set(i, longer);
                }

                ForwardResult cached = ForwardPass.runCached(engine, ForwardRequest.of(fresh), cache);
                ForwardResult plain = ForwardPass.run(engine, ForwardRequest.of(whole));

                for (int i = 0; i < 3; i++) {
                    for (int token = 0; token < TinyModels.VOCABULARY; token++) {
                        assertThat((double) cached.lastLogits(i).get(token))
                                .isCloseTo(plain.lastLogits(i).get(token), within(Tolerances.TINY_ACTIVATION));
                    }
                }
            }
        }
    }
}
