package dev.engram.tracing.patching;

import dev.engram.models.LetterTokenizer;
import dev.engram.models.Site;
import dev.engram.models.SiteModel;
import dev.engram.models.TinyModels;
import dev.engram.models.WhatIfProgress;
import dev.engram.models.engine.reference.ReferenceEngine;
import dev.engram.models.runtime.TransformerModel;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.text.Tokenizer;
import dev.engram.models.weights.DecoderWeights;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A tiny model and two prompts, watched at the two tokens on which its runs differ most. */
record TinyPatching(SiteModel model, PromptPair prompts, int answer, int foil) implements AutoCloseable {

    /** They differ at positions 2 and 4. */
    static final PromptPair TWO_DIFFERENCES = new PromptPair("abcdefg", "abhdifg");

    /** They differ at position 3. */
    static final PromptPair ONE_DIFFERENCE = new PromptPair("abcdefg", "abchefg");

    /** A random model of a family; of those that a seed begins with the first on whose runs the difference can be measured: a window may hide it. */
    static TinyPatching any(long seed, PromptPair prompts) {
        for (long next = seed; ; next += TinyModels.FAMILIES) {
            TinyPatching tiny = of(TinyModels.any(next), prompts);
            if (tiny.gap() > 2 * LogitDifferences.LEAST_GAP) {
                return tiny;
            }
            tiny.close();
        }
    }

    private double gap() {
        List<FloatTensor> logits = logits(model, prompts);
        return Math.abs(logits.get(0).get(answer)
                - logits.get(0).get(foil)
                - logits.get(1).get(answer)
                + logits.get(1).get(foil));
    }

    private static List<FloatTensor> logits(SiteModel model, PromptPair prompts) {
        return model.nextTokenLogits(Stream.of(prompts.clean(), prompts.corrupted())
                .map(prompt -> model.tokenizer().encode(prompt).ids())
                .toList());
    }

    static TinyPatching of(DecoderWeights weights, PromptPair prompts) {
        SiteModel model =
                new TransformerModel(new LetterTokenizer(TinyModels.VOCABULARY), new ReferenceEngine(weights));
        List<FloatTensor> logits = logits(model, prompts);
        Comparator<Integer> byDifference =
                Comparator.comparing(id -> logits.get(0).get(id) - logits.get(1).get(id));
        List<Integer> ids = IntStream.range(0, TinyModels.VOCABULARY)
                .boxed()
                .sorted(byDifference)
                .toList();
        return new TinyPatching(model, prompts, ids.get(ids.size() - 1), ids.get(0));
    }

    List<PatchSite> sites() {
        return Stream.of(PatchSite.values())
                .filter(site -> model.sites().contains(new Site(site.kind(), 0)))
                .toList();
    }

    int lastLayer() {
        return model.spec().layers() - 1;
    }

    PatchResult patch(PatchSite site, PatchDirection direction) {
        return patch(prompts, site, direction);
    }

    PatchResult swapped(PatchSite site, PatchDirection direction) {
        return patch(new PromptPair(prompts.corrupted(), prompts.clean()), site, direction);
    }

    private PatchResult patch(PromptPair pair, PatchSite site, PatchDirection direction) {
        PatchRequest request = new PatchRequest(
                pair, Tokenizer.Bos.NEVER, OptionalInt.of(answer), OptionalInt.of(foil), site, direction);
        return new ActivationPatcher(model).patch(request, WhatIfProgress.NONE);
    }

    @Override
    public void close() {
        model.close();
    }
}
