package dev.engram.tracing;

import dev.engram.datasets.Prompt;
import dev.engram.testing.SharedFolder;
import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Traces made by the reference protocol on Hugging Face transformers, one full pass a cell. */
final class TraceGoldens {

    private TraceGoldens() {}

    static JsonNode read(String first, String... more) throws IOException {
        return JsonMapper.shared().readTree(SharedFolder.require(first, more).toFile());
    }

    /** The request that a golden case answers. */
    static TraceRequest request(JsonNode golden) {
        RestoreWindow window = new RestoreWindow(golden.get("window").asInt(), RestoreWindow.Convention.CODE);
        TraceSettings settings = new TraceSettings(
                Map.of(
                        RestoredState.HIDDEN,
                        new RestoreWindow(1, RestoreWindow.Convention.CODE),
                        RestoredState.MLP,
                        window,
                        RestoredState.ATTENTION,
                        window),
                TraceMetric.PROBABILITY,
                Corruption.Noise.gaussian(golden.get("noise_std_dev").asDouble()),
                golden.get("samples").asInt(),
                TraceSettings.DEFAULT_SEED,
                TraceSettings.Draws.COMMON,
                TraceSettings.SeveredDraws.ONE);
        return TraceRequest.of(
                Prompt.of(golden.get("prompt").asString(), golden.get("subject").asString()), settings);
    }
}
