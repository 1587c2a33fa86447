package dev.engram.tracing;

import dev.engram.datasets.ListedPrompt;
import java.util.Optional;

/**
 * What became of one prompt of a list.
 *
 * @param said the model's own continuation; empty where it was not asked
 * @param problem why there is no trace, or none to average
 * @param trace absent where none was made
 */
public record FactTrace(
        ListedPrompt listed, Outcome outcome, String said, Optional<String> problem, Optional<TraceResult> trace) {

    /** How it went. */
    public enum Outcome {
        TRACED,
        /** The model does not give the expected answer; such facts are not averaged unless they are kept. */
        WRONG,
        /** The prompt cannot be traced; the problem says why. */
        FAILED
    }

    public FactTrace {
        if (outcome == Outcome.TRACED ? trace.isEmpty() : problem.isEmpty()) {
            throw new IllegalArgumentException("'" + listed.id() + "' is " + outcome + " without its "
                    + (outcome == Outcome.TRACED ? "trace" : "problem"));
        }
    }
}
