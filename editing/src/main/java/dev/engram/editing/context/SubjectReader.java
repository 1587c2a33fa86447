package dev.engram.editing.context;

import dev.engram.models.ForwardRequest;
import dev.engram.models.ForwardResult;
import dev.engram.models.LogitSelection;
import dev.engram.models.Site;
import dev.engram.models.SiteKind;
import dev.engram.models.SiteModel;
import dev.engram.models.tensor.FloatTensor;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Reads what a model's layers hold at subjects' last tokens; what comes after a subject is not run, and neither are higher layers. */
public final class SubjectReader {

    private final SiteModel model;

    public SubjectReader(SiteModel model) {
        this.model = model;
    }

    /** The states in some contexts, in their order. */
    public List<SubjectState> read(int layer, List<TargetPrompt> contexts) {
        Site key = new Site(SiteKind.MLP_POST, layer);
        Site value = new Site(SiteKind.MLP_OUT, layer);
        Site residual = new Site(SiteKind.RESID_POST, layer);
        List<List<Integer>> texts = contexts.stream()
                .map(context -> context.ids().subList(0, context.subjectLast() + 1))
                .toList();
        ForwardResult result = model.run(
                new ForwardRequest(texts, List.of(), Set.of(key, value, residual), new LogitSelection.None()));
        return IntStream.range(0, contexts.size())
                .mapToObj(context -> new SubjectState(
                        last(result, key, context), last(result, value, context), last(result, residual, context)))
                .toList();
    }

    private static FloatTensor last(ForwardResult result, Site site, int sequence) {
        FloatTensor rows = result.activation(site, sequence);
        return rows.at(rows.dimension(0) - 1);
    }
}
