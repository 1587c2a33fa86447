package dev.engram.models.engine.djl;

import dev.engram.models.SiteModelContract;
import dev.engram.models.TinyModels;
import dev.engram.models.compute.Device;
import dev.engram.models.compute.WeightPrecision;
import dev.engram.models.engine.Engine;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.testing.Tolerances;

/** With matrices that lose nothing in bfloat16, a model in bfloat16 keeps all laws, to the rounding of float32. */
class DjlBf16EngineTest extends SiteModelContract {

    @Override
    protected DecoderWeights weights(long seed) {
        return TinyModels.rounded(TinyModels.any(seed));
    }

    @Override
    protected Engine engine(DecoderWeights weights) {
        return DjlEngine.load(weights, Device.CPU, WeightPrecision.BF16);
    }

    @Override
    protected double roundingRelative() {
        return Tolerances.FLOAT32_ROUNDING_RELATIVE;
    }
}
