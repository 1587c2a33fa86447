package dev.engram.models.engine.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.LibUtils;
import dev.engram.models.compute.Device;
import dev.engram.models.offline.DjlSettings;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens devices as DJL's. */
final class DjlDevice {

    private DjlDevice() {}

    /**
     * A manager of memory on a device. Another device never takes its place.
     *
     * @throws IllegalArgumentException if it is not there; the message says what is missing
     */
    static NDManager open(Device device) {
        DjlSettings.apply();
        if (device instanceof Device.Cuda cuda) {
            NDManager manager = NDManager.newBaseManager(ai.djl.Device.gpu(cuda.ordinal()), "PyTorch");
            try (NDArray tried = manager.create(new float[1])) {
                return manager;
            } catch (EngineException e) {
                manager.close();
                throw new IllegalArgumentException("there is no " + device.label() + ": " + whatIsMissing(e), e);
            }
        }
        return NDManager.newBaseManager(ai.djl.Device.cpu(), "PyTorch");
    }

    private static String whatIsMissing(EngineException problem) {
        Path libraries = Path.of(LibUtils.getLibtorchPath());
        if (!Files.exists(libraries.resolve(System.mapLibraryName("torch_cuda")))) {
            return "the PyTorch in " + libraries
                    + " is built for the CPU alone; give Engram one that is built for CUDA, as docs/devices.md"
                    + " says, or leave --device out";
        }
        String said = String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
        return "PyTorch says '" + said + "'; 'nvidia-smi' lists the GPUs and the version of their driver";
    }
}
