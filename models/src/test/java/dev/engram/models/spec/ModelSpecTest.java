package dev.engram.models.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelSpecTest {

    private static final MlpSpec MLP = new MlpSpec(16, Activation.RELU, false);

    @Test
    void an_mlp_is_there_exactly_where_the_topology_has_one() {
        assertThat(spec(Topology.ATTENTION_ONLY, Optional.empty()).mlp()).isEmpty();
        assertThat(spec(Topology.PARALLEL, Optional.of(MLP)).mlp()).contains(MLP);

        assertThatThrownBy(() -> spec(Topology.ATTENTION_ONLY, Optional.of(MLP)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ATTENTION_ONLY have no MLP")
                .hasMessageContaining("width=16");
        assertThatThrownBy(() -> spec(Topology.SEQUENTIAL, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SEQUENTIAL have an MLP");
    }

    private static ModelSpec spec(Topology topology, Optional<MlpSpec> mlp) {
        return new ModelSpec(
                "test",
                8,
                50,
                24,
                new AttentionSpec(2, 2, 4, false),
                mlp,
                new Normalization(Normalization.Kind.LAYER_NORM, 1e-5),
                new PositionScheme.Learned(),
                topology,
                List.of(new Visibility.Causal()),
                true);
    }
}
