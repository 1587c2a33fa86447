package dev.engram.cli.trace;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.engram.datasets.ListedPrompt;
import dev.engram.datasets.Prompt;
import dev.engram.tracing.FactTrace;
import dev.engram.tracing.FactTrace.Outcome;
import dev.engram.tracing.TraceConditions;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of a run over a list: what became of one prompt.
 *
 * @param index of the prompt in its list
 * @param outcome traced, wrong or failed
 * @param subjectStart in Unicode code points of the prompt
 * @param said what the model itself continues with
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FactTraceJson(
        int index,
        String id,
        String outcome,
        String prompt,
        String subject,
        int subjectStart,
        @Nullable String attribute,
        @Nullable String foil,
        String said,
        @Nullable String problem,
        @Nullable TraceValuesJson trace) {

    static FactTraceJson of(int index, FactTrace fact) {
        ListedPrompt listed = fact.listed();
        Prompt prompt = listed.prompt();
        return new FactTraceJson(
                index,
                listed.id(),
                fact.outcome().name().toLowerCase(Locale.ROOT),
                prompt.text(),
                prompt.subject(),
                prompt.text().codePointCount(0, prompt.subjectStart()),
                listed.attribute().orElse(null),
                listed.foil().orElse(null),
                fact.said(),
                fact.problem().orElse(null),
                fact.trace().map(TraceValuesJson::of).orElse(null));
    }

    /** The fact as it was before it was written. */
    FactTrace read(TraceConditions conditions) {
        Prompt read = new Prompt(prompt, subject, prompt.offsetByCodePoints(0, subjectStart));
        return new FactTrace(
                new ListedPrompt(id, read, Optional.ofNullable(attribute), Optional.ofNullable(foil)),
                Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)),
                said,
                Optional.ofNullable(problem),
                Optional.ofNullable(trace).map(values -> values.read(read, conditions)));
    }
}
