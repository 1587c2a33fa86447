package dev.engram.models.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.testing.SeededCases;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PrefixCoverTest {

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(50);
    }

    @Test
    void beginnings_and_doubles_need_no_sequence_of_their_own() {
        PrefixCover cover = PrefixCover.of(
                List.of(List.of(1, 2), List.of(1, 2, 3), List.of(1), List.of(1, 3), List.of(1, 2), List.of(10)));

        assertThat(cover.sequences()).containsExactly(List.of(10), List.of(1, 3), List.of(1, 2, 3));
        assertThat(cover.covered()).containsExactly(List.of(5), List.of(3), List.of(1, 0, 4, 2));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void every_sequence_is_a_beginning_of_the_one_that_covers_it_and_none_of_these_of_another(long seed) {
        Random random = new Random(seed);
        List<List<Integer>> beginnings = Stream.generate(
                        () -> random.ints(1 + random.nextInt(4), 0, 2).boxed().toList())
                .limit(1 + random.nextInt(20))
                .toList();

        PrefixCover cover = PrefixCover.of(beginnings);

        assertThat(cover.covered().stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, beginnings.size()).boxed().toList());
        for (int i = 0; i < cover.sequences().size(); i++) {
            List<Integer> sequence = cover.sequences().get(i);
            for (int covered : cover.covered().get(i)) {
                assertThat(isBeginning(beginnings.get(covered), sequence)).isTrue();
            }
            for (int other = 0; other < cover.sequences().size(); other++) {
                assertThat(other != i && isBeginning(sequence, cover.sequences().get(other)))
                        .isFalse();
            }
        }
    }

    private static boolean isBeginning(List<Integer> beginning, List<Integer> sequence) {
        return sequence.stream().limit(beginning.size()).toList().equals(beginning);
    }
}
