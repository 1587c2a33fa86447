package dev.engram.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RepeatedSequencesTest {

    @Test
    void every_sequence_repeats_its_first_run_at_a_distance_of_its_own() {
        TokenBatch batch = new RepeatedSequences(new SequenceShape(64, 64, 2), 512, 1).batch(9);

        Set<Integer> periods = new HashSet<>();
        for (int sequence = 0; sequence < batch.sequences(); sequence++) {
            int from = sequence * batch.length();
            assertThat(batch.ids()[from]).isZero();
            periods.add(period(batch.ids(), from + 1, batch.length() - 1));
        }
        assertThat(periods)
                .allSatisfy(period -> assertThat(period).isBetween(8, 31))
                .hasSizeGreaterThan(10);
    }

    @Test
    void a_token_sees_itself_and_what_came_before() {
        boolean[] visible = new RepeatedSequences(new SequenceShape(2, 8, 1), 512, 1)
                .batch(0)
                .visible(0);

        for (int i = 0; i < visible.length; i++) {
            assertThat(visible[i]).isEqualTo(i % 8 <= i / 8 % 8);
        }
    }

    private static int period(int[] ids, int from, int length) {
        for (int period = 1; period < length; period++) {
            boolean repeats = true;
            for (int i = period; i < length; i++) {
                repeats &= ids[from + i] == ids[from + i - period];
            }
            if (repeats) {
                return period;
            }
        }
        return length;
    }
}
