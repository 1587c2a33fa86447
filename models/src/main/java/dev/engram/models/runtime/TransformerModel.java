package dev.engram.models.runtime;

import dev.engram.models.ForwardRequest;
import dev.engram.models.ForwardResult;
import dev.engram.models.SecondMoments;
import dev.engram.models.Site;
import dev.engram.models.SiteModel;
import dev.engram.models.WhatIfPlan;
import dev.engram.models.WhatIfProgress;
import dev.engram.models.WhatIfRequest;
import dev.engram.models.WhatIfResult;
import dev.engram.models.engine.Engine;
import dev.engram.models.engine.Tensor;
import dev.engram.models.generation.Generation;
import dev.engram.models.generation.GenerationRequest;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.text.Tokenizer;
import dev.engram.models.whatif.WhatIfPass;
import dev.engram.models.whatif.WorkCount;
import java.util.List;
import java.util.Set;

/** A decoder on any engine. Owns the engine and the tokenizer. */
public class TransformerModel implements SiteModel {

    private final Tokenizer tokenizer;
    private final Engine engine;

    public TransformerModel(Tokenizer tokenizer, Engine engine) {
        this.tokenizer = tokenizer;
        this.engine = engine;
    }

    @Override
    public ModelSpec spec() {
        return engine.spec();
    }

    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public List<Site> sites() {
        return SiteInventory.of(spec());
    }

    @Override
    public ForwardResult run(ForwardRequest request) {
        RequestCheck.require(request, spec());
        return ForwardPass.run(engine, request);
    }

    @Override
    public WhatIfResult whatIf(WhatIfRequest request, WhatIfProgress progress) {
        WhatIfCheck.require(request, spec());
        return WhatIfPass.run(engine, request, progress);
    }

    @Override
    public WhatIfPlan explain(WhatIfRequest request) {
        WhatIfCheck.require(request, spec());
        return WorkCount.of(spec(), request);
    }

    @Override
    public FloatTensor embeddings(List<Integer> tokens) {
        RequestCheck.requireTokens(List.of(tokens), spec());
        try (Tensor embedded =
                engine.embed(tokens.stream().mapToInt(Integer::intValue).toArray())) {
            return FloatTensor.wrap(engine.download(embedded), embedded.rows(), embedded.columns());
        }
    }

    @Override
    public SecondMoments secondMoments(Set<Site> sites) {
        SiteMoments.require(sites, spec());
        return new SiteMoments(engine, sites);
    }

    @Override
    public List<Generation> generate(List<GenerationRequest> requests) {
        RequestCheck.requireTokens(
                requests.stream().map(GenerationRequest::prompt).toList(), spec());
        return BatchGeneration.run(engine, requests);
    }

    @Override
    public void close() {
        engine.close();
        tokenizer.close();
    }
}
