package dev.engram.cli.trace;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.engram.cli.call.EngramVersion;
import dev.engram.cli.kept.CallJson;
import dev.engram.cli.kept.ComputeJson;
import dev.engram.cli.kept.ConditionsJson;
import dev.engram.cli.kept.ModelJson;
import dev.engram.datasets.Prompt;
import dev.engram.tracing.TraceResult;
import java.util.Objects;

/**
 * A single prompt's trace in JSON output.
 *
 * @param subjectStart in Unicode code points of the prompt
 */
record TraceJson(
        String prompt,
        String subject,
        int subjectStart,
        @JsonUnwrapped TraceValuesJson values,
        ConditionsJson conditions,
        ModelJson model,
        ComputeJson compute,
        String engram,
        CallJson call) {

    TraceJson {
        compute = Objects.requireNonNullElse(compute, ComputeJson.DEFAULT);
    }

    static TraceJson of(TraceResult result, ModelJson model, ComputeJson compute, CallJson call) {
        Prompt prompt = result.prompt();
        return new TraceJson(
                prompt.text(),
                prompt.subject(),
                prompt.text().codePointCount(0, prompt.subjectStart()),
                TraceValuesJson.of(result),
                ConditionsJson.of(result.conditions()),
                model,
                compute,
                EngramVersion.number(),
                call);
    }

    /** The trace as it was before it was written. */
    TraceResult read() {
        return values.read(new Prompt(prompt, subject, prompt.offsetByCodePoints(0, subjectStart)), conditions.read());
    }
}
