package dev.engram.eval.agreement;

import dev.engram.datasets.Prompt;
import dev.engram.models.ForwardRequest;
import dev.engram.models.LogitSelection;
import dev.engram.models.SiteModel;
import dev.engram.models.WhatIfProgress;
import dev.engram.models.text.Tokenizer;
import dev.engram.tracing.CausalTracer;
import dev.engram.tracing.Corruption;
import dev.engram.tracing.SubjectNoise;
import dev.engram.tracing.TraceGrid;
import dev.engram.tracing.TraceRequest;
import dev.engram.tracing.TraceResult;
import dev.engram.tracing.TraceSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Asks models on several engines the same: logits at all positions of some prompts, and traces of them. What a model itself would decide of a trace
 * (how strong the noise is, which answer is watched) is decided by one of them, for all.
 */
public final class EngineProbe {

    /** Corrupted runs of a trace: engines that agree on two agree on ten. */
    private static final int DRAWS = 2;

    private static final double NOISE = 3; // times the deviation of the subjects' embeddings, as the reference's

    private final List<Prompt> prompts;
    private final List<List<Integer>> answers;
    private final Corruption corruption;

    /**
     * A probe of some prompts.
     *
     * @param decides the model that says how they are traced
     */
    public EngineProbe(List<Prompt> prompts, SiteModel decides) {
        this.prompts = List.copyOf(prompts);
        this.corruption = Corruption.Noise.gaussian(NOISE
                * SubjectNoise.embeddingStdDev(
                        decides, prompts.stream().map(Prompt::subject).toList()));
        this.answers =
                prompts.stream().map(prompt -> firstChoice(prompt, decides)).toList();
    }

    private static List<Integer> firstChoice(Prompt prompt, SiteModel model) {
        List<Integer> ids = model.tokenizer().encode(prompt.text()).ids();
        float[] logits = model.nextTokenLogits(List.of(ids)).get(0).toArray();
        return List.of(IntStream.range(0, logits.length)
                .reduce((a, b) -> logits[b] > logits[a] ? b : a)
                .orElseThrow());
    }

    /** The multiply-adds of the traces. */
    public double traceWork(SiteModel model) {
        CausalTracer tracer = new CausalTracer(model);
        return IntStream.range(0, prompts.size())
                .mapToDouble(i -> tracer.explain(request(i)).planned().multiplyAdds())
                .sum();
    }

    /** What a model says, with traces if asked for. */
    public EngineReading read(SiteModel model, boolean traces, WhatIfProgress progress) {
        List<List<Integer>> texts = prompts.stream()
                .map(prompt -> model.tokenizer().encode(prompt.text()).ids())
                .toList();
        List<Double> cells = new ArrayList<>();
        for (int i = 0; traces && i < prompts.size(); i++) {
            int before = i;
            TraceResult result = new CausalTracer(model)
                    .trace(request(i), share -> progress.advanced((before + share) / prompts.size()));
            for (TraceGrid grid : result.grids().values()) {
                IntStream.range(0, grid.positions()).forEach(position -> cells.addAll(grid.position(position)));
            }
        }
        ForwardRequest request = ForwardRequest.of(texts).selecting(new LogitSelection.AllPositions());
        return new EngineReading(model.run(request).logits(), cells);
    }

    private TraceRequest request(int prompt) {
        TraceSettings usual = TraceSettings.of(corruption);
        TraceSettings settings = new TraceSettings(
                usual.states(), usual.metric(), corruption, DRAWS, usual.seed(), usual.draws(), usual.severedDraws());
        return new TraceRequest(
                prompts.get(prompt), answers.get(prompt), OptionalInt.empty(), Tokenizer.Bos.AS_CONFIGURED, settings);
    }
}
