package dev.engram.models.whatif;

import dev.engram.models.engine.AttentionShape;
import dev.engram.models.engine.Engine;
import dev.engram.models.engine.QueryKeyValue;
import dev.engram.models.engine.Tensor;
import dev.engram.models.spec.AttentionSpec;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.spec.Topology;
import dev.engram.models.whatif.BlockPlan.Stages;

/** Computes the rows of one block as planned, stage by stage. Used once. */
final class BlockRun {

    /** Keys and values gathered for one attention call. */
    private static final int KEYS = 8192;

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
        try (Tensor z = z(input)) {
            tensors.compute(attention, 0, plan.attended(), rows -> {
                try (Tensor mixed = engine.gather(z, stages.z().slots(rows.map(stages.attention()::first)))) {
                    return engine.attentionOutput(plan.layer(), mixed);
                }
            });
        }
        tensors.derive(attention, stages.attention(), spec.width());
        return attention;
    }

    private Tensor z(Tensor input) {
        AttentionSpec attention = spec.attention();
        Tensor z = engine.allocate(stages.z().placed(), attention.queryWidth());
        int[] projectedSlots = new int[stages.input().size()];
        for (int i = 0; i < plan.projected().size(); i++) {
            projectedSlots[plan.projected().at(i)] = i;
        }
        try (QueryKeyValue projected = projected(input)) {
            int slot = 0;
            for (AttentionGroup group : plan.groups()) {
                Tensor mask = context.mask(spec.visibility().get(plan.layer()), group);
                int step = Math.max(1, Math.min(RowTensors.CHUNK / group.queries(), KEYS / group.keys()));
                for (int from = 0; from < group.sequences().size(); from += step) {
                    int to = Math.min(group.sequences().size(), from + step);
                    AttentionShape shape = new AttentionShape(to - from, group.queries(), group.keys());
                    int[] keys = new int[shape.keyRows()];
                    int[] queries = new int[shape.queryRows()];
                    for (int sequence = from; sequence < to; sequence++) {
                        int[] rows = group.sequences().get(sequence);
                        for (int k = 0; k < rows.length; k++) {
                            keys[(sequence - from) * rows.length + k] = projectedSlots[rows[k]];
                        }
                        for (int q = 0; q < group.queries(); q++) {
                            int row = rows[group.asking().get(q) - group.seenFrom()];
                            queries[(sequence - from) * group.queries() + q] = projectedSlots[row];
                        }
                    }
                    try (QueryKeyValue heads = new QueryKeyValue(
                                    engine.gather(projected.query(), queries),
                                    engine.gather(projected.key(), keys),
                                    engine.gather(projected.value(), keys));
                            Tensor mixed = engine.attend(heads, shape, mask)) {
                        engine.put(z, slot, mixed);
                    }
                    slot += shape.queryRows();
                }
            }
        }
        tensors.derive(z, stages.z(), attention.headWidth());
        return z;
    }

    private QueryKeyValue projected(Tensor input) {
        AttentionSpec attention = spec.attention();
        RowList rows = plan.projected();
        QueryKeyValue projected = new QueryKeyValue(
                engine.allocate(rows.size(), attention.queryWidth()),
                engine.allocate(rows.size(), attention.keyValueWidth()),
                engine.allocate(rows.size(), attention.keyValueWidth()));
        for (int from = 0; from < rows.size(); from += RowTensors.CHUNK) {
            RowList chunk = rows.slice(from, Math.min(rows.size(), from + RowTensors.CHUNK));
            try (QueryKeyValue heads = heads(input, chunk)) {
                engine.put(projected.query(), from, heads.query());
                engine.put(projected.key(), from, heads.key());
                engine.put(projected.value(), from, heads.value());
            }
        }
        return projected;
    }

    private QueryKeyValue heads(Tensor input, RowList rows) {
        return engine.project(
                plan.layer(),
                input,
                stages.input().slots(rows),
                context.rotations(),
                rows.toArray(stages.input()::position));
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
