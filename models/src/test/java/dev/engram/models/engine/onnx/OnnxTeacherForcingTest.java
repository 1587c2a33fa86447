package dev.engram.models.engine.onnx;

import dev.engram.models.engine.Engine;
import dev.engram.models.score.TeacherForcingContract;
import dev.engram.models.weights.DecoderWeights;

class OnnxTeacherForcingTest extends TeacherForcingContract {

    @Override
    protected Engine engine(DecoderWeights weights) {
        return OnnxEngine.load(weights);
    }
}
