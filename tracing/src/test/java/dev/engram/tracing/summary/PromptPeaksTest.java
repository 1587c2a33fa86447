package dev.engram.tracing.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromptPeaksTest {

    @Test
    void the_median_layer_is_the_middle_prompts_or_lies_between_the_middle_two() {
        assertThat(peaks(0, 1, 0, 2).medianLayer()).isEqualTo(3);
        assertThat(peaks(0, 2, 0, 2).medianLayer()).isEqualTo(2);
        assertThat(peaks(1, 1, 0, 0).medianLayer()).isEqualTo(0.5);
        assertThat(peaks(5).medianLayer()).isZero();
    }

    @Test
    void peaks_of_no_prompt_are_refused() {
        assertThatThrownBy(() -> peaks(0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[0, 0]");
        assertThatThrownBy(() -> peaks(2, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static PromptPeaks peaks(Integer... counts) {
        return new PromptPeaks(List.of(counts), new Estimate(0.5, Optional.empty()));
    }
}
