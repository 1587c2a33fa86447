package dev.engram.models.engine.djl;

import ai.djl.engine.Engine;
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
     * @throws IllegalStateException if PyTorch itself cannot be loaded; the message says why
     */
    static NDManager open(Device device) {
        Engine pyTorch = pyTorch();
        if (!(device instanceof Device.Cuda cuda)) {
            return pyTorch.newBaseManager(ai.djl.Device.cpu());
        }
        NDManager manager = pyTorch.newBaseManager(ai.djl.Device.gpu(cuda.ordinal()));
        try (NDArray tried = manager.create(new float[1])) {
            return manager;
        } catch (EngineException e) {
            manager.close();
            throw new IllegalArgumentException("there is no " + device.label() + ": " + whatIsMissing(e), e);
        }
    }

    private static Engine pyTorch() {
        DjlSettings.apply();
        try {
            return Engine.getEngine("PyTorch");
        } catch (EngineException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new IllegalStateException(
                    "PyTorch cannot be loaded: " + cause.getMessage() + "; docs/devices.md says what it needs", e);
        }
    }

    private static String whatIsMissing(EngineException problem) {
        Path libraries = Path.of(LibUtils.getLibtorchPath());
        if (!Files.exists(libraries.resolve(System.mapLibraryName("torch_cuda")))) {
            return "the PyTorch in " + libraries
                    + " is built for the CPU alone; give Engram one that is built for CUDA, as docs/devices.md says, or leave --device out";
        }
        String said = String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
        return "PyTorch says '" + said + "'; 'nvidia-smi' lists the GPUs and the version of their driver";
    }
}
