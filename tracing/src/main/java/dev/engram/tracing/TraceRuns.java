package dev.engram.tracing;

import dev.engram.models.BaseRun;
import dev.engram.models.BaseRun.Readout;
import dev.engram.models.Branch;
import dev.engram.models.Change;
import dev.engram.models.Change.Source;
import dev.engram.models.Site;
import dev.engram.models.SiteModel;
import dev.engram.models.WhatIfRequest;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.tensor.IndexRange;
import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.TokenSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One prompt's trace as base runs and branches: the clean run, the corrupted ones, and for each cell of each grid the corrupted runs with
 * its states put back.
 */
final class TraceRuns {

    private static final int CLEAN = 0;

    private final SiteModel model;
    private final TraceRequest request;
    private final TokenSequence tokens;
    private final TokenSpan subject;
    private final TracedAnswer answer;
    private final TraceSettings settings;
    private final int layers;

    /**
     * A trace.
     *
     * @param settings those of the request, with the states that are restored
     */
    TraceRuns(
            SiteModel model,
            TraceRequest request,
            TokenSequence tokens,
            TokenSpan subject,
            TracedAnswer answer,
            TraceSettings settings) {
        this.model = model;
        this.request = request;
        this.tokens = tokens;
        this.subject = subject;
        this.answer = answer;
        this.settings = settings;
        this.layers = model.spec().layers();
    }

    /** All runs: cells kind by kind, position by position, layer by layer, each with its draws. */
    WhatIfRequest request() {
        List<BaseRun> bases = new ArrayList<>();
        List<Readout> readouts = settings.metric().readouts(answer, tokens.length());
        bases.add(new BaseRun(ids(tokens), List.of(), readouts));
        bases.addAll(corrupted(readouts));
        int samples = samples(bases.size());
        List<Branch> branches = new ArrayList<>();
        for (Map.Entry<RestoredState, RestoreWindow> restored :
                settings.states().entrySet()) {
            for (int position = 0; position < tokens.length(); position++) {
                for (int layer = 0; layer < layers; layer++) {
                    IndexRange window = restored.getValue().around(layer, layers);
                    for (int sample = 0; sample < samples; sample++) {
                        branches.add(branch(restored.getKey(), position, window, sample, samples));
                    }
                }
            }
        }
        return WhatIfRequest.of(bases, branches);
    }

    /** The corrupted runs of which each value is the mean, among so many base runs. */
    int samples(int bases) {
        return severesWithOtherDraws() ? (bases - 1) / 2 : bases - 1;
    }

    private boolean severesWithOtherDraws() {
        return settings.severedDraws() == TraceSettings.SeveredDraws.TWO
                && settings.states().keySet().stream()
                        .anyMatch(state -> state.severed().isPresent());
    }

    /** What is run: the prompt, and the answer up to its last token. */
    private List<Integer> ids(TokenSequence prompt) {
        List<Integer> ids = new ArrayList<>(prompt.ids());
        ids.addAll(answer.ids().subList(0, answer.ids().size() - 1));
        return ids;
    }

    private List<BaseRun> corrupted(List<Readout> readouts) {
        if (settings.corruption() instanceof Corruption.TokenReplacement replacement) {
            return new OtherSubjects(model.tokenizer(), replacement.subjects(), settings)
                    .replacing(request.prompt(), request.bos(), tokens, subject).stream()
                            .map(other -> new BaseRun(ids(other), List.of(), readouts))
                            .toList();
        }
        Corruption.Noise noise = (Corruption.Noise) settings.corruption();
        int width = model.spec().width();
        int draws = settings.samples() * (severesWithOtherDraws() ? 2 : 1);
        float[] values = noise.distribution().draw(draws * subject.length(), width, settings.seedOf(tokens.text()));
        FloatTensor all = FloatTensor.wrap(values, draws, subject.length(), width);
        IndexRange positions = new IndexRange(subject.from(), subject.to());
        return IntStream.range(0, draws)
                .mapToObj(draw -> {
                    Source source = noise.replaces() ? new Source.Given(all.at(draw)) : new Source.Added(all.at(draw));
                    return new BaseRun(ids(tokens), List.of(Change.of(Site.embed(), positions, source)), readouts);
                })
                .toList();
    }

    private Branch branch(RestoredState state, int position, IndexRange window, int sample, int samples) {
        IndexRange at = IndexRange.single(position);
        List<Change> changes = new ArrayList<>();
        window.indices()
                .forEach(layer -> changes.add(Change.of(new Site(state.site(), layer), at, new Source.FromRun(CLEAN))));
        boolean other = severesWithOtherDraws() && state.severed().isPresent();
        int corrupted = 1 + sample;
        state.severed()
                .ifPresent(kind -> IntStream.range(0, layers)
                        .forEach(layer ->
                                changes.add(Change.of(new Site(kind, layer), at, new Source.FromRun(corrupted)))));
        return new Branch(other ? corrupted + samples : corrupted, changes);
    }
}
