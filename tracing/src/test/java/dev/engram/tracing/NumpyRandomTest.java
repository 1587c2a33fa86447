package dev.engram.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class NumpyRandomTest {

    @Test
    void the_first_deviates_of_seed_1_are_numpys() {
        // numpy.random.RandomState(1).randn(6)
        assertThat(new NumpyRandom(1).gaussians(6))
                .containsExactly(
                        1.6243453636632417,
                        -0.6117564136500754,
                        -0.5281717522634557,
                        -1.0729686221561705,
                        0.8654076293246785,
                        -2.3015386968802827);
    }

    @Test
    void a_hundred_thousand_deviates_are_numpys_once_narrowed_to_float() {
        double[] deviates = new NumpyRandom(1).gaussians(100_000);
        ByteBuffer bytes = ByteBuffer.allocate(4 * deviates.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double deviate : deviates) {
            bytes.putFloat((float) deviate);
        }
        CRC32 checksum = new CRC32();

        checksum.update(bytes.array());

        // zlib.crc32(numpy.random.RandomState(1).randn(100000).astype('<f4').tobytes())
        assertThat(checksum.getValue()).isEqualTo(2386473166L);
    }

    @Test
    void another_seed_gives_numpys_other_stream() {
        // numpy.random.RandomState(4294967295).randn(2)
        assertThat(new NumpyRandom(-1).gaussians(2)).containsExactly(0.6484086742306527, 0.6693235306338161);
    }

    @Test
    void a_stream_drawn_in_parts_is_the_stream_drawn_at_once() {
        NumpyRandom parts = new NumpyRandom(7);
        double[] first = parts.gaussians(3);
        double[] second = parts.gaussians(4);

        double[] whole = new NumpyRandom(7).gaussians(7);

        assertThat(whole).startsWith(first).endsWith(second);
    }
}
