package dev.engram.models.engine.djl;

import dev.engram.models.SiteModelContract;
import dev.engram.models.engine.Engine;
import dev.engram.models.weights.DecoderWeights;

class DjlEngineTest extends SiteModelContract {

    @Override
    protected Engine engine(DecoderWeights weights) {
        return DjlEngine.load(weights);
    }
}
