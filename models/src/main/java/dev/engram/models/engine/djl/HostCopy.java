package dev.engram.models.engine.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.util.function.Function;

/** Values of a device on the heap. */
final class HostCopy {

    private HostCopy() {}

    /** Reads an array. DJL's own way from a GPU would leave a copy in memory until its manager is closed. */
    static <T> T read(NDArray array, Function<NDArray, T> values) {
        if (!array.getDevice().isGpu()) {
            return values.apply(array);
        }
        try (NDArray here = array.toDevice(Device.cpu(), true)) {
            return values.apply(here);
        }
    }
}
