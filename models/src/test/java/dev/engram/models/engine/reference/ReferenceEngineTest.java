package dev.engram.models.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.SiteModelContract;
import dev.engram.models.engine.Engine;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.testing.Tolerances;
import org.junit.jupiter.api.Test;

class ReferenceEngineTest extends SiteModelContract {

    @Override
    protected Engine engine(DecoderWeights weights) {
        return new ReferenceEngine(weights);
    }

    @Override
    protected double roundingRelative() {
        return Tolerances.DOUBLE_ROUNDING_RELATIVE;
    }

    @Test
    void the_error_function_has_its_tabulated_values() {
        assertThat(ReferenceEngine.erf(0.5)).isCloseTo(0.5204998778130465, within(1e-13));
        assertThat(ReferenceEngine.erf(2)).isCloseTo(0.9953222650189527, within(1e-13));
        assertThat(ReferenceEngine.erf(-3)).isCloseTo(-0.9999779095030014, within(1e-13));
        assertThat(ReferenceEngine.erf(6)).isEqualTo(1);
    }
}
