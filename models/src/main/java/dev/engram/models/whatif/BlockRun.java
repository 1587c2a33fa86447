package dev.engram.models.whatif;

import dev.engram.models.engine.Engine;
import dev.engram.models.engine.Tensor;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.spec.Topology;
import dev.engram.models.whatif.BlockPlan.Stages;

/** Computes the rows of one block as planned, stage by stage. Used once. */
final class BlockRun {

    private final Engine engine;
    private final ModelSpec spec;
    private final BlockPlan plan;
    private final Stages stages;
    private final AttentionContext context;
    private final RowTensors tensors;

    BlockRun(Engine engine, BlockPlan plan, AttentionContext context) {
        this.engine = engine;
        this.spec = engine.spec();
        this.plan = plan;
        this.stages = plan.stages();
        this.context = context;
        this.tensors = new RowTensors(engine);
    }

    /** Runs the block on the rows between the last one and it, which are consumed. */
    Tensor run(Tensor incoming) {
        try (Tensor input = input(incoming);
                Tensor attention = attention(input);
                Tensor sum = sum(input, attention);
                Tensor mlp = mlp(input, sum)) {
            return output(input, attention, sum, mlp);
        }
    }

    private Tensor input(Tensor incoming) {
        if (stages.input().placed() == incoming.rows()) {
            return incoming;
        }
        try (incoming) {
            Tensor input = engine.allocate(stages.input().placed(), spec.width());
            engine.put(input, 0, incoming);
            tensors.derive(input, stages.input(), spec.width());
            return input;
        }
    }

    private Tensor attention(Tensor input) {
        Tensor attention = engine.allocate(stages.attention().placed(), spec.width());
        try (Tensor z = new MixedRows(engine, plan, context).compute(input)) {
            tensors.compute(attention, 0, plan.attended(), rows -> {
                try (Tensor mixed = engine.gather(z, stages.z().slots(rows.map(stages.attention()::first)))) {
                    return engine.attentionOutput(plan.layer(), mixed);
                }
            });
        }
        tensors.derive(attention, stages.attention(), spec.width());
        return attention;
    }

    private Tensor sum(Tensor input, Tensor attention) {
        Tensor sum = engine.allocate(stages.sum().placed(), spec.width());
        tensors.compute(sum, 0, plan.summed(), rows -> summed(input, attention, rows));
        tensors.derive(sum, stages.sum(), spec.width());
        return sum;
    }

    private Tensor summed(Tensor input, Tensor attention, RowList rows) {
        RowList inputs = rows.map(stages.sum()::first);
        RowList attended = rows.map(stages.sum()::second);
        return engine.sum(
                input,
                stages.input().slots(inputs),
                attention,
                stages.attention().slots(attended));
    }

    private Tensor mlp(Tensor input, Tensor sum) {
        Tensor mlp = engine.allocate(stages.mlp().placed(), spec.width());
        boolean parallel = spec.topology() == Topology.PARALLEL;
        tensors.compute(mlp, 0, plan.mlps(), rows -> {
            RowList from = rows.map(stages.mlp()::first);
            try (Tensor read = parallel
                    ? engine.gather(input, stages.input().slots(from))
                    : engine.gather(sum, stages.sum().slots(from))) {
                return engine.mlp(plan.layer(), read);
            }
        });
        tensors.derive(mlp, stages.mlp(), spec.width());
        return mlp;
    }

    private Tensor output(Tensor input, Tensor attention, Tensor sum, Tensor mlp) {
        Tensor output = engine.allocate(stages.output().placed(), spec.width());
        tensors.compute(output, 0, plan.chained(), rows -> chained(input, attention, rows));
        tensors.compute(output, plan.chained().size(), plan.joined(), rows -> {
            int[] sums = stages.sum().slots(rows.map(stages.output()::first));
            if (spec.topology() == Topology.ATTENTION_ONLY) {
                return engine.gather(sum, sums);
            }
            int[] added = stages.mlp().slots(rows.map(stages.output()::second));
            return engine.sum(sum, sums, mlp, added);
        });
        tensors.derive(output, stages.output(), spec.width());
        return output;
    }

    private Tensor chained(Tensor input, Tensor attention, RowList rows) {
        RowList sums = rows.map(stages.output()::first);
        Tensor summed = summed(input, attention, sums);
        return switch (spec.topology()) {
            case ATTENTION_ONLY -> summed;
            case SEQUENTIAL -> {
                try (Tensor added = engine.mlp(plan.layer(), summed)) {
                    yield engine.add(summed, added);
                }
            }
            case PARALLEL -> {
                RowList inputs = sums.map(stages.sum()::first);
                try (Tensor read = engine.gather(input, stages.input().slots(inputs));
                        Tensor added = engine.mlp(plan.layer(), read)) {
                    yield engine.add(summed, added);
                }
            }
        };
    }
}
