package dev.engram.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.engram.models.files.ModelFingerprint;
import dev.engram.tracing.TraceResult;

/** A single prompt's trace in JSON output. */
record TraceJson(
        String prompt,
        String subject,
        @JsonUnwrapped TraceValuesJson values,
        ConditionsJson conditions,
        ModelJson model) {

    /** Which model was traced. */
    record ModelJson(String name, String sha256) {}

    static TraceJson of(TraceResult result, String modelName, ModelFingerprint fingerprint) {
        return new TraceJson(
                result.prompt().text(),
                result.prompt().subject(),
                TraceValuesJson.of(result),
                ConditionsJson.of(result.conditions()),
                new ModelJson(modelName, fingerprint.sha256()));
    }
}
