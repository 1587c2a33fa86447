package dev.engram.models.engine.onnx;

import dev.engram.models.SiteModelContract;
import dev.engram.models.engine.Engine;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.testing.Tolerances;

class OnnxEngineTest extends SiteModelContract {

    @Override
    protected Engine engine(DecoderWeights weights) {
        return OnnxEngine.load(weights);
    }

    @Override
    protected double roundingRelative() {
        return Tolerances.FLOAT32_ROUNDING_RELATIVE;
    }
}
