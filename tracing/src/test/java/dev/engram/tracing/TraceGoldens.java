package dev.engram.tracing;

import dev.engram.datasets.Prompt;
import dev.engram.models.text.Tokenizer;
import dev.engram.testing.SharedFolder;
import java.io.IOException;
import java.util.EnumSet;
import java.util.OptionalDouble;
import java.util.OptionalInt;
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
        return new TraceRequest(
                Prompt.of(golden.get("prompt").asString(), golden.get("subject").asString()),
                OptionalInt.empty(),
                EnumSet.allOf(RestoredState.class),
                Tokenizer.Bos.AS_CONFIGURED,
                OptionalDouble.of(golden.get("noise_std_dev").asDouble()),
                golden.get("samples").asInt(),
                TraceRequest.DEFAULT_SEED,
                new RestoreWindow(golden.get("window").asInt(), RestoreWindow.Convention.CODE));
    }
}
