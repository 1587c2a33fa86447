package dev.engram.models.whatif;

import dev.engram.models.Branch;
import dev.engram.models.WhatIfProgress;
import dev.engram.models.WhatIfRequest;
import dev.engram.models.WhatIfResult;
import dev.engram.models.engine.Engine;
import dev.engram.models.engine.Tensor;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.spec.PositionScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Runs a what-if request part by part, each part block by block: plan the block, compute it, forget it. */
public final class WhatIfPass {

    private final Engine engine;
    private final ModelSpec spec;
    private final WhatIfRequest request;
    private final WhatIfProgress progress;

    private WhatIfPass(Engine engine, WhatIfRequest request, WhatIfProgress progress) {
        this.engine = engine;
        this.spec = engine.spec();
        this.request = request;
        this.progress = progress;
    }

    /** Runs a request that is known to fit the model. */
    public static WhatIfResult run(Engine engine, WhatIfRequest request, WhatIfProgress progress) {
        return new WhatIfPass(engine, request, progress).run();
    }

    private WhatIfResult run() {
        List<List<Branch>> parts = Parts.of(spec, request);
        WorkShare share = new WorkShare(spec.layers(), parts, request);
        List<List<Double>> bases = List.of();
        List<List<Double>> branches = new ArrayList<>();
        for (List<Branch> part : parts) {
            List<List<Double>> all = run(part, share);
            bases = all.subList(0, request.bases().size());
            branches.addAll(all.subList(request.bases().size(), all.size()));
        }
        return new WhatIfResult(bases, branches);
    }

    /** The log-probabilities of all base runs' readouts, then of some branches'. */
    private List<List<Double>> run(List<Branch> branches, WorkShare share) {
        List<NumberedRun> runs = NumberedRun.of(request.bases(), branches);
        NeededPositions needed = new NeededPositions(spec, request.bases(), branches);
        EmbeddingNumbering embedding = EmbeddingNumbering.of(request.bases(), runs);
        int[] positions = embedding.positions();
        int longest = runs.stream().mapToInt(NumberedRun::length).max().orElseThrow();
        try (AttentionContext context = new AttentionContext(engine, longest)) {
            Tensor rows = embedded(embedding);
            for (int layer = 0; layer < spec.layers(); layer++) {
                BlockPlan plan = BlockNumbering.plan(spec, layer, positions, runs, needed);
                rows = new BlockRun(engine, plan, context).run(rows);
                positions = plan.outputPositions();
                progress.advanced(share.afterBlock(branches, layer));
            }
            try (Tensor last = rows) {
                return new Answers(engine, last).of(runs, request.bases());
            }
        }
    }

    private Tensor embedded(EmbeddingNumbering numbering) {
        RowTensors tensors = new RowTensors(engine);
        StageRows embedding = numbering.embedding();
        try (Tensor embeddings = engine.allocate(embedding.placed(), spec.width())) {
            int[] tokens = numbering.computed().toArray(embedding::first);
            try (Tensor looked = engine.embed(tokens)) {
                engine.put(embeddings, 0, looked);
            }
            tensors.derive(embeddings, embedding, spec.width());
            StageRows input = numbering.input();
            int[] from = IntStream.range(0, input.size())
                    .map(row -> embedding.slot(input.first(row)))
                    .toArray();
            Tensor rows = engine.gather(embeddings, from);
            if (!(spec.positions() instanceof PositionScheme.Learned)) {
                return rows;
            }
            try (Tensor learned = engine.positionEmbeddings(numbering.positions())) {
                return engine.add(rows, learned);
            }
        }
    }
}
