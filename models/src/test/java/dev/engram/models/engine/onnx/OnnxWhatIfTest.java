package dev.engram.models.engine.onnx;

import dev.engram.models.WhatIfContract;
import dev.engram.models.engine.Engine;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.testing.Tolerances;

class OnnxWhatIfTest extends WhatIfContract {

    @Override
    protected Engine engine(DecoderWeights weights) {
        return OnnxEngine.load(weights);
    }

    @Override
    protected double rounding() {
        return Tolerances.FLOAT32_ROUNDING_RELATIVE;
    }
}
