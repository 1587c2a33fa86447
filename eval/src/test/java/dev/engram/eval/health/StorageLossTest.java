package dev.engram.eval.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.weights.ElementType;
import org.junit.jupiter.api.Test;

/** By hand: BF16 has eight significant bits, so that its neighbours above 1 lie 2^-7 apart; those of F16 2^-10. */
class StorageLossTest {

    /** A few units in the last place of a double. */
    private static final double ROUNDING = 1e-14;

    private static final FloatTensor OWN = FloatTensor.of(new float[] {1, 1}, 1, 2);

    private static FloatTensor edited(float by) {
        return FloatTensor.of(new float[] {1 + by, 1}, 1, 2);
    }

    @Test
    void a_change_too_small_for_the_type_is_lost_whole() {
        StorageLoss loss =
                StorageLoss.of(5, OWN, edited(0x1p-9f), ElementType.BF16).orElseThrow();

        assertThat(loss.type()).isEqualTo(ElementType.BF16);
        assertThat(loss.maxAbsolute()).isEqualTo(0x1p-9);
        assertThat(loss.shareOfUpdate()).isEqualTo(1, within(ROUNDING));
    }

    @Test
    void a_change_is_lost_in_part() {
        // 1 + 3/2 x 2^-10 lies midway, and ties go to even: 1 + 2 x 2^-10.
        StorageLoss loss =
                StorageLoss.of(5, OWN, edited(1.5f * 0x1p-10f), ElementType.F16).orElseThrow();

        assertThat(loss.maxAbsolute()).isEqualTo(0x1p-11);
        assertThat(loss.shareOfUpdate()).isEqualTo(1 / 3.0, within(ROUNDING));
    }

    @Test
    void floats_lose_nothing() {
        assertThat(StorageLoss.of(5, OWN, edited(1e-6f), ElementType.F32).orElseThrow())
                .isEqualTo(new StorageLoss(5, ElementType.F32, 0, 0));
    }

    @Test
    void a_weight_that_is_not_edited_has_no_loss() {
        assertThat(StorageLoss.of(5, OWN, OWN, ElementType.F16)).isEmpty();
    }

    @Test
    void what_the_type_cannot_hold_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StorageLoss.of(5, OWN, edited(70_000), ElementType.F16))
                .withMessageContaining("no F16");
    }
}
