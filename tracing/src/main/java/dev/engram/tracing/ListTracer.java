package dev.engram.tracing;

import dev.engram.datasets.ListedPrompt;
import dev.engram.models.SiteModel;
import dev.engram.models.WhatIfPlan;
import dev.engram.models.WhatIfProgress;
import dev.engram.models.text.Tokenizer;
import dev.engram.tracing.FactTrace.Outcome;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Traces the prompts of a list one by one, each by itself: what comes out of one depends neither on the others nor on where a run began.
 * Used by one thread at a time; the model stays the caller's.
 */
public final class ListTracer {

    private final CausalTracer tracer;
    private final AnswerFinder answers;
    private final Tokenizer.Bos bos;
    private final TraceSettings settings;
    private final boolean keepsWrong;

    /**
     * A tracer of lists.
     *
     * @param settings as they are for a single prompt; states that the model does not have are refused here
     * @param keepsWrong whether a prompt that the model does not complete as expected is traced all the same, for its own first choice
     */
    public ListTracer(
            SiteModel model, TraceSettings settings, Tokenizer.Bos bos, AnswerTokens answerTokens, boolean keepsWrong) {
        this.tracer = new CausalTracer(model);
        this.answers = new AnswerFinder(model, bos, answerTokens);
        this.bos = bos;
        this.settings = tracer.complete(settings);
        this.keepsWrong = keepsWrong;
    }

    /** What all traces have in common. */
    public TraceConditions conditions() {
        return settings.conditions(settings.samples());
    }

    /** Traces one prompt. What is wrong with it alone is in the result, not thrown. */
    public FactTrace trace(ListedPrompt listed, WhatIfProgress progress) {
        try {
            AnswerFinder.Found found = answers.find(listed);
            Outcome outcome = found.right() ? Outcome.TRACED : Outcome.WRONG;
            Optional<String> problem = found.right()
                    ? Optional.empty()
                    : Optional.of("expected '" + listed.attribute().orElseThrow() + "'");
            Optional<TraceResult> trace = found.right() || keepsWrong
                    ? Optional.of(tracer.trace(request(listed, found), progress))
                    : Optional.empty();
            return new FactTrace(listed, outcome, found.said(), problem, trace);
        } catch (IllegalArgumentException e) {
            return new FactTrace(
                    listed, Outcome.FAILED, "", Optional.of(String.valueOf(e.getMessage())), Optional.empty());
        }
    }

    /** The work of tracing one prompt, whether or not the model completes it; none where it cannot be traced. */
    public Optional<WhatIfPlan> explain(ListedPrompt listed) {
        try {
            return Optional.of(tracer.explain(request(listed, answers.find(listed))));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a run records why, and goes on
        }
    }

    private TraceRequest request(ListedPrompt listed, AnswerFinder.Found found) {
        OptionalInt foil =
                settings.metric() == TraceMetric.LOGIT_DIFFERENCE ? answers.foil(listed) : OptionalInt.empty();
        return new TraceRequest(listed.prompt(), found.tokens(), foil, bos, settings);
    }
}
