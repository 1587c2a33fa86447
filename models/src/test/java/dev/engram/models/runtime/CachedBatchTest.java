package dev.engram.models.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.ForwardRequest;
import dev.engram.models.ForwardResult;
import dev.engram.models.TinyModels;
import dev.engram.models.engine.Engine;
import dev.engram.models.engine.reference.ReferenceEngine;
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
        return TinyModels.seeds(16);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_cached_batch_equals_the_whole_one(long seed) {
        Random random = new Random(seed);
        Engine engine = new ReferenceEngine(TinyModels.any(seed));
        List<List<Integer>> whole = List.of(List.of(), List.of(), List.of());
        try (KeyValueCache cache = new KeyValueCache(engine, 3)) {
            for (int piece = 0; piece < 3; piece++) {
                List<List<Integer>> fresh = pieces(random, piece == 0 ? 1 : 0);
                whole = joined(whole, fresh);

                assertSameWhereTokensAre(
                        fresh,
                        ForwardPass.runCached(engine, ForwardRequest.of(fresh), cache),
                        ForwardPass.run(engine, ForwardRequest.of(whole)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void sequences_that_are_selected_go_on_from_what_was_cached(long seed) {
        Random random = new Random(seed);
        Engine engine = new ReferenceEngine(TinyModels.any(seed));
        try (KeyValueCache cache = new KeyValueCache(engine, 3)) {
            List<List<Integer>> prompts = pieces(random, 1);
            ForwardPass.runCached(engine, ForwardRequest.of(prompts), cache);

            cache.select(new int[] {2, 0, 2});

            List<List<Integer>> fresh = pieces(random, 1);
            List<List<Integer>> whole = joined(List.of(prompts.get(2), prompts.get(0), prompts.get(2)), fresh);
            assertSameWhereTokensAre(
                    fresh,
                    ForwardPass.runCached(engine, ForwardRequest.of(fresh), cache),
                    ForwardPass.run(engine, ForwardRequest.of(whole)));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void texts_of_all_lengths_fill_the_context_side_by_side(long seed) {
        Engine engine = new ReferenceEngine(TinyModels.any(seed));
        List<Integer> tokens = new Random(seed)
                .ints(TinyModels.CONTEXT, 0, TinyModels.VOCABULARY)
                .boxed()
                .toList();
        List<List<Integer>> starts = List.of(tokens.subList(0, 1), tokens.subList(0, TinyModels.CONTEXT - 1));
        List<List<Integer>> ends = List.of(
                tokens.subList(1, TinyModels.CONTEXT), tokens.subList(TinyModels.CONTEXT - 1, TinyModels.CONTEXT));
        try (KeyValueCache cache = new KeyValueCache(engine, 2)) {
            ForwardPass.runCached(engine, ForwardRequest.of(starts), cache);

            assertSameWhereTokensAre(
                    ends,
                    ForwardPass.runCached(engine, ForwardRequest.of(ends), cache),
                    ForwardPass.run(engine, ForwardRequest.of(List.of(tokens, tokens))));
        }
    }

    /** Three pieces of up to 4 tokens, at least one of them with a token. */
    private static List<List<Integer>> pieces(Random random, int least) {
        int longest = random.nextInt(3);
        return IntStream.range(0, 3)
                .mapToObj(i -> random.ints((i == longest ? 1 : least) + random.nextInt(4), 0, TinyModels.VOCABULARY)
                        .boxed()
                        .toList())
                .toList();
    }

    private static List<List<Integer>> joined(List<List<Integer>> first, List<List<Integer>> second) {
        return IntStream.range(0, first.size())
                .mapToObj(i -> Stream.concat(first.get(i).stream(), second.get(i).stream())
                        .toList())
                .toList();
    }

    private static void assertSameWhereTokensAre(
            List<List<Integer>> fresh, ForwardResult actual, ForwardResult expected) {
        for (int i = 0; i < fresh.size(); i++) {
            if (fresh.get(i).isEmpty()) {
                assertThat(actual.logits().get(i).dimension(0)).isZero();
                continue;
            }
            for (int token = 0; token < TinyModels.VOCABULARY; token++) {
                assertThat((double) actual.lastLogits(i).get(token))
                        .as("sequence %d, token %d", i, token)
                        .isCloseTo(expected.lastLogits(i).get(token), within(1e-6)); // one double's rounding to float
            }
        }
    }
}
