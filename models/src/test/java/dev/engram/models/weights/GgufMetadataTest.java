package dev.engram.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GgufMetadataTest {

    private static final GgufMetadata METADATA =
            new GgufMetadata(Map.of("text", "a", "whole", 3L, "real", 0.5, "flag", true, "list", List.of("a", "b")));

    @Test
    void values_come_as_what_they_are() {
        assertThat(METADATA.string("text")).contains("a");
        assertThat(METADATA.integer("whole")).contains(3L);
        assertThat(METADATA.number("real")).contains(0.5);
        assertThat(METADATA.flag("flag")).contains(true);
        assertThat(METADATA.list("list", String.class)).contains(List.of("a", "b"));
    }

    @Test
    void a_whole_number_will_do_where_a_number_is_asked_for() {
        assertThat(METADATA.number("whole")).contains(3.0);
    }

    @Test
    void a_key_that_is_not_there_gives_nothing() {
        assertThat(METADATA.string("absent")).isEmpty();
        assertThat(METADATA.list("absent", String.class)).isEmpty();
    }

    @Test
    void a_value_of_another_type_is_refused_by_its_key() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> METADATA.integer("text"))
                .withMessage("metadata key 'text' holds a String, not a Long");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> METADATA.list("list", Long.class))
                .withMessage("metadata key 'list' holds a String, not a Long");
    }
}
