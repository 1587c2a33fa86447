package dev.engram.models.engine.reference;

import dev.engram.models.engine.Engine;
import dev.engram.models.score.TeacherForcingContract;
import dev.engram.models.weights.DecoderWeights;

class ReferenceTeacherForcingTest extends TeacherForcingContract {

    @Override
    protected Engine engine(DecoderWeights weights) {
        return new ReferenceEngine(weights);
    }
}
