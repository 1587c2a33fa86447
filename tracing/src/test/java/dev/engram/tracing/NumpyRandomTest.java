package dev.engram.tracing;

import static org.assertj.core.api.Assertions.assertThat;

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
    void deviates_far_down_the_stream_are_numpys() {
        double[] stream = new NumpyRandom(1).gaussians(100_000);

        // numpy.random.RandomState(1).randn(100000)[[999, 9999, 99999]]
        assertThat(stream[999]).isEqualTo(-0.18695501653274957);
        assertThat(stream[9_999]).isEqualTo(-1.4378698926788949);
        assertThat(stream[99_999]).isEqualTo(-0.7475562464191521);
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
