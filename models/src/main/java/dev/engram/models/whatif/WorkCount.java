package dev.engram.models.whatif;

import dev.engram.models.BaseRun;
import dev.engram.models.Branch;
import dev.engram.models.WhatIfPlan;
import dev.engram.models.WhatIfRequest;
import dev.engram.models.spec.AttentionSpec;
import dev.engram.models.spec.ModelSpec;
import java.util.List;
import java.util.stream.Stream;

/** Counts the work of a request by planning all of its blocks and computing none. */
public final class WorkCount {

    private final ModelSpec spec;
    private long projected;
    private long attended;
    private long mlps;
    private long unembedded;

    private WorkCount(ModelSpec spec) {
        this.spec = spec;
    }

    /** The work of a request that is known to fit the model, and of whole passes. */
    public static WhatIfPlan of(ModelSpec spec, WhatIfRequest request) {
        List<List<Branch>> parts = Parts.of(spec, request);
        WorkCount planned = new WorkCount(spec);
        parts.forEach(part -> planned.plan(request.bases(), part));
        WorkCount plain = new WorkCount(spec);
        Stream.concat(
                        request.bases().stream(),
                        request.branches().stream()
                                .map(branch -> request.bases().get(branch.base())))
                .forEach(plain::wholePass);
        return new WhatIfPlan(parts.size(), planned.work(), plain.work());
    }

    private void plan(List<BaseRun> bases, List<Branch> branches) {
        List<NumberedRun> runs = NumberedRun.of(bases, branches);
        NeededPositions needed = new NeededPositions(spec, bases, branches);
        int[] positions = EmbeddingNumbering.of(bases, runs).positions();
        for (int layer = 0; layer < spec.layers(); layer++) {
            BlockPlan plan = BlockNumbering.plan(spec, layer, positions, runs, needed);
            positions = plan.outputPositions();
            projected += plan.projected().size();
            attended += plan.attended().size();
            if (spec.mlp().isPresent()) {
                mlps += plan.chained().size() + plan.mlps().size();
            }
        }
        unembedded += positions.length;
    }

    private void wholePass(BaseRun run) {
        long rows = (long) run.tokens().size() * spec.layers();
        projected += rows;
        attended += rows;
        mlps += spec.mlp().isPresent() ? rows : 0;
        unembedded += run.readouts().stream()
                .map(BaseRun.Readout::position)
                .distinct()
                .count();
    }

    private WhatIfPlan.Work work() {
        AttentionSpec attention = spec.attention();
        double width = spec.width();
        double mlpWidths = spec.mlp().map(mlp -> mlp.preWidth() + mlp.width()).orElse(0);
        double multiplyAdds = projected * width * (attention.queryWidth() + 2 * attention.keyValueWidth())
                + attended * width * attention.queryWidth()
                + mlps * width * mlpWidths
                + unembedded * width * spec.vocabulary();
        return new WhatIfPlan.Work(projected, attended, mlps, unembedded, multiplyAdds);
    }
}
