package dev.engram.tracing;

import dev.engram.datasets.Prompt;
import dev.engram.models.Site;
import dev.engram.models.SiteKind;
import dev.engram.models.SiteModel;
import dev.engram.models.WhatIfPlan;
import dev.engram.models.WhatIfProgress;
import dev.engram.models.WhatIfRequest;
import dev.engram.models.WhatIfResult;
import dev.engram.models.score.NextTokens;
import dev.engram.models.text.Token;
import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.TokenSpan;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Traces one prompt after another: a clean run, runs with the subject corrupted, and for each cell of a grid those runs with some state put
 * back to its clean value (Meng et al. 2022, section 2.1; noise, windows and averages as in the reference's code). Only what differs from
 * run to run is computed.
 *
 * <p>Used by one thread at a time; the model stays the caller's.
 */
public final class CausalTracer {

    private static final int SHOWN_TOKENS = 20;

    private final SiteModel model;

    public CausalTracer(SiteModel model) {
        this.model = model;
    }

    /**
     * Runs the whole protocol for one prompt.
     *
     * @throws IllegalArgumentException if the prompt cannot be run, or its subject has no tokens of its own, the message shows the tokens; if
     *     the model does not have a state to restore, the message names those that it has; or if no other subject can take the subject's place
     */
    public TraceResult trace(TraceRequest request, WhatIfProgress progress) {
        Traced traced = traced(request);
        WhatIfRequest runs = traced.runs().request();
        WhatIfResult result = model.whatIf(runs, progress);
        TraceMetric metric = request.settings().metric();
        int samples = traced.runs().samples(runs.bases().size());
        int positions = traced.tokens().length();
        int layers = model.spec().layers();
        int cells = positions * layers;
        Map<RestoredState, TraceGrid> grids = new EnumMap<>(RestoredState.class);
        for (RestoredState state : traced.settings().states().keySet()) {
            int first = grids.size() * cells;
            double[] values = IntStream.range(first, first + cells)
                    .mapToDouble(cell -> mean(metric, result.branches().subList(cell * samples, (cell + 1) * samples)))
                    .toArray();
            grids.put(state, TraceGrid.of(positions, layers, values));
        }
        return new TraceResult(
                request.prompt(),
                traced.tokens(),
                traced.subject(),
                traced.answer(),
                metric.of(result.bases().get(0)),
                mean(metric, result.bases().subList(1, 1 + samples)),
                grids,
                traced.settings().conditions(samples));
    }

    /** The work that {@link #trace} would do, and that of the plain way. */
    public WhatIfPlan explain(TraceRequest request) {
        return model.explain(traced(request).runs().request());
    }

    /** A request with everything that the model itself decides. */
    private record Traced(
            TokenSequence tokens, TokenSpan subject, TracedAnswer answer, TraceSettings settings, TraceRuns runs) {}

    private Traced traced(TraceRequest request) {
        Prompt prompt = request.prompt();
        TraceSettings settings = complete(request.settings());
        TokenSequence tokens = model.tokenizer().encode(prompt.text(), request.bos());
        int length = tokens.length() + Math.max(0, request.answer().size() - 1);
        if (length > model.contextLength()) {
            throw new IllegalArgumentException(
                    "the prompt with its answer has " + length + " tokens, more than the model's context of "
                            + model.contextLength() + "; shorten it; its first tokens are "
                            + tokens.displayFirst(SHOWN_TOKENS));
        }
        TokenSpan subject = tokens.covering(prompt.subjectStart(), prompt.subjectEnd());
        List<Integer> ids = request.answer().isEmpty()
                ? List.of(NextTokens.top(model, tokens.ids(), 1).get(0).id())
                : request.answer();
        TracedAnswer answer = new TracedAnswer(
                ids.stream().map(id -> token(id, tokens)).toList(),
                ShownText.of(ids, model.tokenizer()),
                foil(request.foil(), tokens));
        return new Traced(
                tokens, subject, answer, settings, new TraceRuns(model, request, tokens, subject, answer, settings));
    }

    /** What a trace of this model restores where nothing is said: hidden states and the outputs of the modules that it has. */
    public Set<RestoredState> states() {
        Set<RestoredState> states = EnumSet.allOf(RestoredState.class);
        states.removeIf(state -> !state.isDefault() || !has(state));
        return states;
    }

    /** The settings with the states that they leave to the model; refuses states that it does not have. */
    TraceSettings complete(TraceSettings settings) {
        for (RestoredState state : settings.states().keySet()) {
            if (!has(state)) {
                throw new IllegalArgumentException("'" + state.label() + "' cannot be restored: the blocks of "
                        + model.spec().family() + " have no "
                        + state.severed().orElse(state.site()).label() + "; what can be restored is "
                        + Arrays.stream(RestoredState.values())
                                .filter(this::has)
                                .map(RestoredState::label)
                                .collect(Collectors.joining(", ")));
            }
        }
        return settings.states().isEmpty() ? settings.restoring(states()) : settings;
    }

    private boolean has(RestoredState state) {
        return has(state.site()) && state.severed().filter(kind -> !has(kind)).isEmpty();
    }

    private boolean has(SiteKind kind) {
        return model.sites().contains(new Site(kind, 0));
    }

    private Optional<Token> foil(OptionalInt id, TokenSequence tokens) {
        return id.isEmpty() ? Optional.empty() : Optional.of(token(id.getAsInt(), tokens));
    }

    private Token token(int id, TokenSequence tokens) {
        int end = tokens.text().length();
        return new Token(id, model.tokenizer().tokenText(id), end, end);
    }

    private static double mean(TraceMetric metric, List<List<Double>> runs) {
        return runs.stream().mapToDouble(metric::of).average().orElseThrow();
    }
}
