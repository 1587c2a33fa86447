package dev.engram.models.engine.djl;

import dev.engram.models.WhatIfContract;
import dev.engram.models.compute.Device;
import dev.engram.models.compute.WeightPrecision;
import dev.engram.models.engine.Engine;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.testing.Tolerances;

class DjlBf16WhatIfTest extends WhatIfContract {

    @Override
    protected Engine engine(DecoderWeights weights) {
        return DjlEngine.load(weights, Device.CPU, WeightPrecision.BF16);
    }

    @Override
    protected double rounding() {
        return Tolerances.FLOAT32_ROUNDING_RELATIVE;
    }
}
