package dev.engram.cli.kept;

import dev.engram.models.compute.Device;
import dev.engram.models.compute.WeightPrecision;
import dev.engram.models.files.ComputeSettings;
import dev.engram.models.files.EngineKind;
import java.util.Locale;

/** What computed a result, where, and in which precision its weights were: as the options of these names. */
public record ComputeJson(String engine, String device, String dtype) {

    /** Of results that do not say it. */
    public static final ComputeJson DEFAULT = of(ComputeSettings.DEFAULT);

    public static ComputeJson of(ComputeSettings settings) {
        return new ComputeJson(
                settings.engine().name().toLowerCase(Locale.ROOT),
                settings.device().label(),
                settings.precision().label());
    }

    /** In words. */
    public String text() {
        return new ComputeSettings(
                        EngineKind.valueOf(engine.toUpperCase(Locale.ROOT)),
                        Device.parse(device),
                        WeightPrecision.valueOf(dtype.toUpperCase(Locale.ROOT)))
                .describe();
    }
}
