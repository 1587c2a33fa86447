package dev.engram.models.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BatchesTest {

    private static final List<Integer> LENGTHS = List.of(8, 4, 6, 4, 24);

    @Test
    void a_batch_has_as_many_of_the_shortest_texts_as_its_rows_allow() {
        assertThat(Batches.of(LENGTHS, 12)).containsExactly(List.of(1, 3), List.of(2), List.of(0), List.of(4));
        assertThat(Batches.of(LENGTHS, 18)).containsExactly(List.of(1, 3, 2), List.of(0), List.of(4));
        assertThat(Batches.of(LENGTHS, 32)).containsExactly(List.of(1, 3, 2, 0), List.of(4));
        assertThat(Batches.of(LENGTHS, 5 * 24)).containsExactly(List.of(1, 3, 2, 0, 4));
    }

    @Test
    void no_texts_make_no_batch() {
        assertThat(Batches.of(List.of(), 12)).isEmpty();
    }
}
