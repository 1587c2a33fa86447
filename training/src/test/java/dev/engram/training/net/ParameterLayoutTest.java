package dev.engram.training.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterLayoutTest {

    @Test
    void parameters_follow_each_other_without_gaps_and_are_as_many_as_gpt2s() {
        // V D + C D + L (4 norms D + 3DD+3D + DD+D + DF+F + FD+D) + 2D
        int expected = 10 * 4 + 6 * 4 + 3 * (16 + 60 + 20 + 4 * 8 + 8 + 8 * 4 + 4) + 8;
        ParameterLayout layout = ParameterLayout.of(new DecoderShape(3, 4, 2, 8, 10, 6, true));

        int end = 0;
        for (Parameter parameter : layout.parameters()) {
            assertThat(parameter.offset()).as(parameter.name()).isEqualTo(end);
            end = parameter.end();
        }
        assertThat(end).isEqualTo(layout.size()).isEqualTo(expected);
    }

    @Test
    void a_model_without_mlps_has_none_of_their_parameters() {
        ParameterLayout layout = ParameterLayout.of(new DecoderShape(1, 4, 2, 0, 10, 6, false));

        assertThat(layout.parameters())
                .extracting(Parameter::name)
                .noneMatch(name -> name.contains("mlp") || name.contains("ln_2"))
                .contains("lm_head.weight");
    }

    @Test
    void weights_start_random_and_gains_at_one() {
        ParameterLayout layout = ParameterLayout.of(new DecoderShape(8, 64, 2, 256, 100, 6, true));
        float[] start = layout.initial(5);

        assertThat(layout.initial(5)).isEqualTo(start).isNotEqualTo(layout.initial(6));
        for (Parameter parameter : layout.parameters()) {
            double squares = 0;
            for (int i = parameter.offset(); i < parameter.end(); i++) {
                squares += start[i] * (double) start[i];
            }
            double deviation = Math.sqrt(squares / parameter.size());
            if (parameter.name().endsWith("c_proj.weight")) {
                assertThat(deviation).as(parameter.name()).isBetween(0.0045, 0.0055); // 0.02 / sqrt(16)
            } else if (parameter.name().endsWith("wte.weight")) {
                assertThat(deviation).isBetween(0.019, 0.021);
            } else if (parameter.name().contains("ln_") && parameter.name().endsWith("weight")) {
                assertThat(deviation).isEqualTo(1);
            } else if (List.of("bias").contains(parameter.name().replaceAll(".*\\.", ""))) {
                assertThat(deviation).isZero();
            }
        }
    }
}
