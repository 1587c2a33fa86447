package dev.engram.models.engine.reference;

import dev.engram.models.SecondMomentsContract;
import dev.engram.models.engine.Engine;
import dev.engram.models.weights.DecoderWeights;

class ReferenceSecondMomentsTest extends SecondMomentsContract {

    @Override
    protected Engine engine(DecoderWeights weights) {
        return new ReferenceEngine(weights);
    }

    /** Double precision from end to end: nothing but the order of sums differs. */
    @Override
    protected double roundingRelative() {
        return 1e-12;
    }
}
