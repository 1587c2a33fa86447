package dev.engram.models.engine.djl;

import ai.djl.ndarray.NDManager;
import dev.engram.models.SiteModelContract;
import dev.engram.models.compute.Device;
import dev.engram.models.engine.Engine;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.testing.Tolerances;

/** The products that a GPU has, and a PyTorch without oneDNN, on the CPU. */
class DjlPlainEngineTest extends SiteModelContract {

    @Override
    protected Engine engine(DecoderWeights weights) {
        NDManager manager = DjlDevice.open(Device.CPU);
        return DjlEngine.load(weights, manager, DjlKernels.plain(manager.getDevice()));
    }

    @Override
    protected double roundingRelative() {
        return Tolerances.FLOAT32_ROUNDING_RELATIVE;
    }
}
