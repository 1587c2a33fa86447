package dev.engram.models.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockDecoderTest {

    private static final int HALF = 0x3800;
    private static final int MINUS_TWO = 0xC000;

    @Test
    void every_type_has_its_decoder() {
        assertThat(ElementType.values())
                .allSatisfy(type -> assertThat(BlockDecoder.of(type).name()).isEqualTo(type.name()));
    }

    @Test
    void f32_is_taken_as_it_is() {
        byte[] stored = new LittleEndianBytes().float32(1.5f).float32(-0.1f).toArray();

        assertThat(decode(ElementType.F32, stored)).containsExactly(1.5f, -0.1f);
    }

    @Test
    void f16_and_bf16_are_widened() {
        byte[] stored = new LittleEndianBytes().int16(0x3C01).int16(0xBF80).toArray();

        assertThat(decode(ElementType.F16, stored)).containsExactly(1 + 0x1p-10f, -1.875f);
        assertThat(decode(ElementType.BF16, stored)).containsExactly(0x1p-7f + 0x1p-14f, -1f);
    }

    @Test
    void q8_0_is_scale_times_signed_byte() {
        LittleEndianBytes stored = new LittleEndianBytes().int16(HALF);
        for (int i = 0; i < 32; i++) {
            stored.int8(i == 0 ? -128 : i == 31 ? 127 : i);
        }

        float[] values = decode(ElementType.Q8_0, stored.toArray());

        assertThat(values).hasSize(32).startsWith(-64f, 0.5f, 1f).endsWith(15f, 63.5f);
    }

    @Test
    void q4_0_has_its_first_half_in_the_low_nibbles_and_is_offset_by_eight() {
        LittleEndianBytes stored = new LittleEndianBytes().int16(MINUS_TWO);
        for (int i = 0; i < 16; i++) {
            stored.int8(i | (15 - i) << 4);
        }

        float[] values = decode(ElementType.Q4_0, stored.toArray());

        assertThat(values).hasSize(32);
        assertThat(Arrays.copyOf(values, 3)).containsExactly(16f, 14f, 12f);
        assertThat(Arrays.copyOfRange(values, 14, 18)).containsExactly(-12f, -14f, -14f, -12f);
        assertThat(values[31]).isEqualTo(16f);
    }

    @Test
    void q4_1_is_scale_times_nibble_plus_minimum() {
        LittleEndianBytes stored = new LittleEndianBytes().int16(HALF).int16(MINUS_TWO);
        for (int i = 0; i < 16; i++) {
            stored.int8(i | (15 - i) << 4);
        }

        float[] values = decode(ElementType.Q4_1, stored.toArray());

        assertThat(values).hasSize(32);
        assertThat(Arrays.copyOf(values, 3)).containsExactly(-2f, -1.5f, -1f);
        assertThat(Arrays.copyOfRange(values, 14, 18)).containsExactly(5f, 5.5f, 5.5f, 5f);
        assertThat(values[31]).isEqualTo(-2f);
    }

    @Test
    void q5_0_has_its_fifth_bits_in_front_and_is_offset_by_sixteen() {
        LittleEndianBytes stored = new LittleEndianBytes().int16(HALF).int32(0x8000_0001); // of the first and the last
        for (int i = 0; i < 16; i++) {
            stored.int8(i | (15 - i) << 4);
        }

        float[] values = decode(ElementType.Q5_0, stored.toArray());

        assertThat(values).hasSize(32);
        assertThat(Arrays.copyOf(values, 3)).containsExactly(0f, -7.5f, -7f);
        assertThat(Arrays.copyOfRange(values, 14, 18)).containsExactly(-1f, -0.5f, -0.5f, -1f);
        assertThat(values[31]).isEqualTo(0f);
    }

    @Test
    void q5_1_is_scale_times_five_bits_plus_minimum() {
        LittleEndianBytes stored =
                new LittleEndianBytes().int16(HALF).int16(MINUS_TWO).int32(0x0001_0002); // of numbers 1 and 16
        for (int i = 0; i < 16; i++) {
            stored.int8(i | (15 - i) << 4);
        }

        float[] values = decode(ElementType.Q5_1, stored.toArray());

        assertThat(Arrays.copyOf(values, 3)).containsExactly(-2f, 6.5f, -1f);
        assertThat(Arrays.copyOfRange(values, 15, 18)).containsExactly(5.5f, 13.5f, 5f);
    }

    @Test
    void q4_k_has_scales_and_minima_of_its_sub_blocks() {
        LittleEndianBytes stored = new LittleEndianBytes().int16(HALF).int16(HALF);
        stored.int32(0x0000_0002)
                .int32(0x4000_0003)
                .int32(0x5100_0000); // of the first 2 and 3, of the last 1 and 5 + 16
        stored.zeros(127).int8(0xF0);

        float[] values = decode(ElementType.Q4_K, stored.toArray());

        assertThat(values).hasSize(256);
        assertThat(values[0]).isEqualTo(0.5f * 2 * 0 - 0.5f * 3);
        assertThat(values[31]).isEqualTo(values[0]);
        assertThat(values[32]).isEqualTo(0f);
        assertThat(values[254]).isEqualTo(-0.5f * 21);
        assertThat(values[255]).isEqualTo(0.5f * 1 * 15 - 0.5f * 21);
    }

    @ParameterizedTest
    @EnumSource
    void many_blocks_decode_as_each_alone(ElementType type) {
        int blocks = 10_000 / type.blockElements() + 1;
        byte[] stored = new byte[blocks * type.blockBytes()];
        new Random(5).nextBytes(stored);

        float[] together = decode(type, stored);

        for (int block = 0; block < blocks; block++) {
            byte[] alone = Arrays.copyOfRange(stored, block * type.blockBytes(), (block + 1) * type.blockBytes());
            float[] part =
                    Arrays.copyOfRange(together, block * type.blockElements(), (block + 1) * type.blockElements());
            assertThat(part).isEqualTo(decodeOne(type, alone));
        }
    }

    private static float[] decodeOne(ElementType type, byte[] block) {
        float[] values = new float[type.blockElements()];
        BlockDecoder.of(type).decode(block, 1, values);
        return values;
    }

    private static float[] decode(ElementType type, byte[] stored) {
        FloatBuffer target = FloatBuffer.allocate(stored.length / type.blockBytes() * type.blockElements());
        BlockDecoder.of(type).decode(ByteBuffer.wrap(stored), target);
        assertThat(target.hasRemaining()).isFalse();
        return target.array();
    }
}
