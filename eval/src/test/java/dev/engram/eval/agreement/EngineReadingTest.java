package dev.engram.eval.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.models.tensor.FloatTensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineReadingTest {

    private static final EngineReading ONE =
            new EngineReading(List.of(FloatTensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3)), List.of(0.5, 0.25));

    @Test
    void a_reading_is_no_way_from_itself() {
        assertThat(ONE.logitDifference(ONE)).isZero();
        assertThat(ONE.otherFirstChoices(ONE)).isZero();
        assertThat(ONE.cellDifference(ONE)).isZero();
    }

    @Test
    void the_greatest_difference_counts_wherever_it_is() {
        EngineReading other = new EngineReading(
                List.of(FloatTensor.of(new float[] {1, 2, 3, 4, 6.5f, 6.25f}, 2, 3)), List.of(0.375, 0.25));

        assertThat(ONE.logitDifference(other)).isEqualTo(1.5).isEqualTo(other.logitDifference(ONE));
        assertThat(ONE.otherFirstChoices(other)).isEqualTo(1);
        assertThat(ONE.cellDifference(other)).isEqualTo(0.125);
    }

    @Test
    void what_is_no_number_is_no_agreement() {
        EngineReading broken = new EngineReading(
                List.of(FloatTensor.of(new float[] {1, Float.NaN, 3, 4, 5, 6}, 2, 3)), List.of(0.5, 0.25));

        assertThat(ONE.logitDifference(broken)).isNaN();
        assertThat(broken.logitDifference(ONE) <= 1).isFalse();
    }
}
