package dev.engram.models.weights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfPrecisionTest {

    @Test
    void every_f16_pattern_has_the_value_of_its_definition() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = HalfPrecision.fromF16(bits);

            assertSame(value, byDefinition(bits, 5, 10), bits);
        }
    }

    @Test
    void bits_above_the_sixteenth_do_not_count() {
        assertThat(HalfPrecision.fromF16(0xFFFF_3C00)).isEqualTo(1f);
        assertThat(HalfPrecision.fromBf16(0xFFFF_3F80)).isEqualTo(1f);
    }

    @Test
    void every_bf16_pattern_has_the_value_of_its_definition() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = HalfPrecision.fromBf16(bits);

            assertSame(value, byDefinition(bits, 8, 7), bits);
        }
    }

    @Test
    void narrowing_a_value_of_the_format_gives_its_pattern_back() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = HalfPrecision.fromF16(bits);
            if (!Float.isNaN(value)) {
                assertThat(HalfPrecision.toF16(value) & 0xFFFF).isEqualTo(bits);
            }
        }
        assertThat(HalfPrecision.fromF16(HalfPrecision.toF16(Float.NaN))).isNaN();
    }

    @Test
    void what_lies_between_goes_to_the_nearest_and_ties_to_the_even_pattern() {
        for (int bits = 0; bits < 0x7BFF; bits++) { // all neighbours from zero to the largest value
            double low = HalfPrecision.fromF16(bits);
            double high = HalfPrecision.fromF16(bits + 1);
            float middle = (float) ((low + high) / 2); // exact: a float has 13 bits more
            int even = bits % 2 == 0 ? bits : bits + 1;

            assertThat(HalfPrecision.toF16(middle)).isEqualTo((short) even);
            assertThat(HalfPrecision.toF16(-middle)).isEqualTo((short) (even | 0x8000));
            assertThat(HalfPrecision.toF16(Math.nextDown(middle))).isEqualTo((short) bits);
            assertThat(HalfPrecision.toF16(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
        }
        assertThat(HalfPrecision.toF16(65519.99f)).isEqualTo((short) 0x7BFF);
        assertThat(HalfPrecision.toF16(65520f)).isEqualTo((short) 0x7C00);
    }

    @Test
    void narrowing_to_bf16_gives_the_pattern_back_and_keeps_what_is_no_number() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = HalfPrecision.fromBf16(bits);
            if (!Float.isNaN(value)) {
                assertThat(HalfPrecision.toBf16(value) & 0xFFFF).isEqualTo(bits);
            }
        }
        for (int nan : new int[] {0x7FC00000, 0x7F800001, 0xFF80FFFF, 0x7FFFFFFF, 0xFFFFFFFF}) {
            assertThat(HalfPrecision.fromBf16(HalfPrecision.toBf16(Float.intBitsToFloat(nan))))
                    .isNaN();
        }
    }

    @Test
    void between_bf16_values_the_nearest_counts_and_ties_go_to_the_even_pattern() {
        for (int bits = 0; bits < 0x7F7F; bits++) { // all neighbours from zero to the largest value
            double low = HalfPrecision.fromBf16(bits);
            double high = HalfPrecision.fromBf16(bits + 1);
            float middle = (float) ((low + high) / 2); // exact: a float has 16 bits more
            int even = bits % 2 == 0 ? bits : bits + 1;

            assertThat(HalfPrecision.toBf16(middle)).isEqualTo((short) even);
            assertThat(HalfPrecision.toBf16(-middle)).isEqualTo((short) (even | 0x8000));
            assertThat(HalfPrecision.toBf16(Math.nextDown(middle))).isEqualTo((short) bits);
            assertThat(HalfPrecision.toBf16(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
        }
        assertThat(HalfPrecision.toBf16(Float.MAX_VALUE)).isEqualTo((short) 0x7F80); // infinity
    }

    /** Equal, or neither a number; tells zeros apart by their signs. Both formats' values fit a float, so none is rounded here. */
    private static void assertSame(float value, double expected, int bits) {
        assertThat(Double.compare(value, expected))
                .as("pattern %04x: %s instead of %s", bits, value, expected)
                .isZero();
    }

    /** IEEE 754: sign, biased exponent, fraction; the highest exponent is infinity or not a number, the lowest subnormal. */
    private static double byDefinition(int bits, int exponentBits, int fractionBits) {
        double sign = bits >> (exponentBits + fractionBits) == 0 ? 1 : -1;
        int highest = (1 << exponentBits) - 1;
        int bias = highest / 2;
        int exponent = (bits >> fractionBits) & highest;
        double fraction = (bits & ((1 << fractionBits) - 1)) / (double) (1 << fractionBits);
        if (exponent == highest) {
            return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
        }
        return exponent == 0
                ? sign * fraction * Math.pow(2, 1 - bias)
                : sign * (1 + fraction) * Math.pow(2, exponent - bias);
    }
}
