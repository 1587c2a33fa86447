package dev.engram.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.BaseRun.Readout;
import dev.engram.models.text.Token;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TraceMetricTest {

    private static final Token FIRST = new Token(4, "a", 9, 9);
    private static final Token SECOND = new Token(6, "b", 9, 9);

    @Test
    void an_answer_of_two_tokens_is_read_at_the_last_position_and_after_it() {
        TracedAnswer answer = TracedAnswer.of(List.of(FIRST, SECOND), Optional.empty());

        assertThat(TraceMetric.PROBABILITY.readouts(answer, 5)).containsExactly(new Readout(4, 4), new Readout(5, 6));
        assertThat(TraceMetric.PROBABILITY.of(List.of(Math.log(0.5), Math.log(0.25))))
                .isCloseTo(0.125, within(1e-12));
        assertThat(TraceMetric.LOG_PROBABILITY.of(List.of(-1.0, -2.0))).isEqualTo(-3);
    }

    @Test
    void a_logit_difference_reads_the_first_token_and_its_foil_at_one_place() {
        TracedAnswer answer = TracedAnswer.of(List.of(FIRST), Optional.of(SECOND));

        assertThat(TraceMetric.LOGIT_DIFFERENCE.readouts(answer, 5))
                .containsExactly(new Readout(4, 4), new Readout(4, 6));
        assertThat(TraceMetric.LOGIT_DIFFERENCE.of(List.of(-1.0, -3.5))).isEqualTo(2.5);
        assertThatThrownBy(() ->
                        TraceMetric.LOGIT_DIFFERENCE.readouts(TracedAnswer.of(List.of(FIRST), Optional.empty()), 5))
                .hasMessageContaining("needs a foil");
    }

    @Test
    void values_that_cannot_be_are_refused() {
        assertThatThrownBy(() -> TraceMetric.PROBABILITY.require("clean", 1.1)).hasMessageContaining("clean value 1.1");
        assertThatThrownBy(() -> TraceMetric.PROBABILITY.require("clean", Double.NaN))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> TraceMetric.LOG_PROBABILITY.require("clean", 0.5))
                .hasMessageContaining("0.5");
        assertThat(TraceMetric.LOGIT_DIFFERENCE.require("clean", -7)).isEqualTo(-7);
    }

    @Test
    void labels_are_read_back() {
        for (TraceMetric metric : TraceMetric.values()) {
            assertThat(TraceMetric.parse(metric.label())).isEqualTo(metric);
        }
    }
}
