package dev.engram.cli.kept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardTest {

    @Test
    void shards_share_all_positions_out() {
        for (int position = 0; position < 20; position++) {
            int at = position;
            assertThat(IntStream.range(0, 3).filter(i -> new Shard(i, 3).has(at)))
                    .hasSize(1);
        }
    }

    @Test
    void a_shard_is_read_as_it_is_written() {
        assertThat(Shard.parse("2/8")).isEqualTo(new Shard(2, 8)).hasToString("2/8");
    }

    @Test
    void what_is_no_shard_is_refused() {
        assertThatThrownBy(() -> Shard.parse("2")).hasMessageContaining("'2' is no shard");
        assertThatThrownBy(() -> Shard.parse("a/2")).hasMessageContaining("'a/2' is no shard");
        assertThatThrownBy(() -> Shard.parse("2/2")).hasMessageContaining("there is no shard 2/2");
    }
}
