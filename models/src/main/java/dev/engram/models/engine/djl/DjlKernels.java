package dev.engram.models.engine.djl;

import ai.djl.Device;
import dev.engram.models.compute.WeightPrecision;

/**
 * The kernels of a device, with the products that suit it and the weights' precision.
 *
 * @param packed whether they multiply with matrices in a layout of their own, of which no rows can be read
 */
record DjlKernels(TorchScript script, boolean packed) {

    /**
     * On the CPU, products with weights in float32 are oneDNN's where this PyTorch build has it: it keeps a matrix in blocks, which spares
     * turning it round at every call (3 times as fast as MKL's at 10 rows, 1.2 at 99, 1.05 at 2,048; 576 x 3072, two Zen cores).
     *
     * <p>Weights in bfloat16 are widened for each product, large matrices 512 outputs at a time, so that what is widened stays in the cache
     * (of an unembedding of 49,152 x 576, twice as fast as the whole for one row). oneDNN's own products would be three times as fast where
     * the processor has AMX, but round what goes in and what comes out to 8 bits, too.
     */
    static DjlKernels compile(Device device, WeightPrecision precision) {
        if (precision == WeightPrecision.BF16) {
            return new DjlKernels(TorchScript.compile(device, "kernels.py", "products-bf16.py"), false);
        }
        if (device.isGpu()) {
            return plain(device);
        }
        try {
            return new DjlKernels(TorchScript.compile(device, "kernels.py", "products-packed.py"), true);
        } catch (IllegalStateException noOneDnn) {
            return plain(device);
        }
    }

    /** Products of the device's own, with matrices as they are. */
    static DjlKernels plain(Device device) {
        return new DjlKernels(TorchScript.compile(device, "kernels.py", "products-plain.py"), false);
    }
}
