package dev.engram.models.engine.djl;

import dev.engram.models.engine.Engine;
import dev.engram.models.score.TeacherForcingContract;
import dev.engram.models.weights.DecoderWeights;

class DjlTeacherForcingTest extends TeacherForcingContract {

    @Override
    protected Engine engine(DecoderWeights weights) {
        return DjlEngine.load(weights);
    }
}
