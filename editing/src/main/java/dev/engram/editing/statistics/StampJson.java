package dev.engram.editing.statistics;

import dev.engram.editing.solve.KeyText;
import dev.engram.editing.solve.StatisticsStamp;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A stamp as JSON: version, model, layer, width, tokens, and text with description and sha256 or seed. */
final class StampJson {

    private StampJson() {}

    static String write(StatisticsStamp stamp) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("description", stamp.text().description());
        if (stamp.text() instanceof KeyText.FromFile file) {
            text.put("sha256", file.sha256());
        } else if (stamp.text() instanceof KeyText.Sampled sampled) {
            text.put("seed", sampled.seed());
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", stamp.version());
        json.put("model", stamp.model());
        json.put("layer", stamp.layer());
        json.put("width", stamp.width());
        json.put("tokens", stamp.tokens());
        json.put("text", text);
        return JsonMapper.shared().writeValueAsString(json);
    }

    /** @throws IllegalArgumentException if it is no stamp, or of another version; the message says why */
    static StatisticsStamp read(byte[] json) {
        try {
            JsonNode stamp = JsonMapper.shared().readTree(json);
            JsonNode text = stamp.required("text");
            String description = text.required("description").stringValue();
            KeyText keyText = text.has("seed")
                    ? new KeyText.Sampled(description, text.required("seed").longValue())
                    : new KeyText.FromFile(description, text.required("sha256").stringValue());
            return new StatisticsStamp(
                    stamp.required("model").stringValue(),
                    stamp.required("layer").intValue(),
                    stamp.required("width").intValue(),
                    stamp.required("tokens").longValue(),
                    keyText,
                    stamp.required("version").intValue());
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException("it is no stamp (" + malformed.getOriginalMessage() + ")", malformed);
        }
    }
}
