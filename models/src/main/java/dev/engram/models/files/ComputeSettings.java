package dev.engram.models.files;

import dev.engram.models.compute.Device;
import dev.engram.models.compute.WeightPrecision;
import dev.engram.models.engine.djl.DjlEngine;
import java.util.Locale;

/**
 * What computes a model, where, and how exactly its weights are held: what decides, beside the model, about the last digits of its numbers.
 */
public record ComputeSettings(EngineKind engine, Device device, WeightPrecision precision) {

    /** PyTorch on the CPU, in float32. */
    public static final ComputeSettings DEFAULT = of(EngineKind.DJL);

    public ComputeSettings {
        if (engine != EngineKind.DJL && !device.equals(Device.CPU)) {
            throw onlyByDjl(engine, device.label());
        }
        if (engine != EngineKind.DJL && precision != WeightPrecision.F32) {
            throw onlyByDjl(engine, precision.label());
        }
    }

    private static IllegalArgumentException onlyByDjl(EngineKind engine, String wanted) {
        return new IllegalArgumentException("the engine " + engine.name().toLowerCase(Locale.ROOT)
                + " computes on the CPU alone, with weights in f32; for " + wanted + " choose the engine djl");
    }

    /** An engine on the CPU, in its usual precision. */
    public static ComputeSettings of(EngineKind engine) {
        return new ComputeSettings(engine, Device.CPU, WeightPrecision.F32);
    }

    /**
     * Does nothing where the device is there.
     *
     * @throws IllegalArgumentException if it is not; the message says what is missing
     */
    public void requireDevice() {
        DjlEngine.requireDevice(device);
    }

    /** In words, such as {@code PyTorch by DJL, CPU, float32}. */
    public String describe() {
        String library = switch (engine) {
            case DJL -> "PyTorch by DJL";
            case ONNX -> "ONNX Runtime";
            case REFERENCE -> "plain Java";
        };
        String arithmetic = engine == EngineKind.REFERENCE ? "float64" : "float32";
        return library + ", " + (device.equals(Device.CPU) ? "CPU" : device.label()) + ", " + arithmetic
                + (precision == WeightPrecision.BF16 ? ", weights in bfloat16" : "");
    }
}
