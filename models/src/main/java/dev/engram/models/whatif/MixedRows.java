package dev.engram.models.whatif;

import dev.engram.models.engine.AttentionShape;
import dev.engram.models.engine.Engine;
import dev.engram.models.engine.QueryKeyValue;
import dev.engram.models.engine.Tensor;
import dev.engram.models.spec.AttentionSpec;

/** Computes a block's z: projects its inputs, then lets each group's queries attend, so many runs at once. */
final class MixedRows {

    /** Keys and values gathered for one attention call. */
    private static final int KEYS = 8192;

    private final Engine engine;
    private final AttentionSpec attention;
    private final BlockPlan plan;
    private final StageRows inputs;
    private final AttentionContext context;

    MixedRows(Engine engine, BlockPlan plan, AttentionContext context) {
        this.engine = engine;
        this.attention = engine.spec().attention();
        this.plan = plan;
        this.inputs = plan.stages().input();
        this.context = context;
    }

    /** The rows of z with slots, from the block's inputs. */
    Tensor compute(Tensor input) {
        Tensor z = engine.allocate(plan.stages().z().placed(), attention.queryWidth());
        int[] projectedSlots = projectedSlots();
        try (QueryKeyValue projected = projected(input)) {
            int slot = 0;
            for (AttentionGroup group : plan.groups()) {
                int step = Math.max(1, Math.min(RowTensors.CHUNK / group.queries(), KEYS / group.keys()));
                for (int from = 0; from < group.sequences().size(); from += step) {
                    int to = Math.min(group.sequences().size(), from + step);
                    try (Tensor mixed = mixed(group, from, to, projected, projectedSlots)) {
                        engine.put(z, slot, mixed);
                        slot += mixed.rows();
                    }
                }
            }
        }
        new RowTensors(engine).derive(z, plan.stages().z(), attention.headWidth());
        return z;
    }

    /** For each input the row of its queries, keys and values, where it has some. */
    private int[] projectedSlots() {
        int[] slots = new int[inputs.size()];
        for (int i = 0; i < plan.projected().size(); i++) {
            slots[plan.projected().at(i)] = i;
        }
        return slots;
    }

    private QueryKeyValue projected(Tensor input) {
        RowList rows = plan.projected();
        QueryKeyValue projected = new QueryKeyValue(
                engine.allocate(rows.size(), attention.queryWidth()),
                engine.allocate(rows.size(), attention.keyValueWidth()),
                engine.allocate(rows.size(), attention.keyValueWidth()));
        for (int from = 0; from < rows.size(); from += RowTensors.CHUNK) {
            RowList chunk = rows.slice(from, Math.min(rows.size(), from + RowTensors.CHUNK));
            try (QueryKeyValue heads = engine.project(
                    plan.layer(), input, inputs.slots(chunk), context.rotations(), chunk.toArray(inputs::position))) {
                engine.put(projected.query(), from, heads.query());
                engine.put(projected.key(), from, heads.key());
                engine.put(projected.value(), from, heads.value());
            }
        }
        return projected;
    }

    /** z of some of a group's sequences. */
    private Tensor mixed(AttentionGroup group, int from, int to, QueryKeyValue projected, int[] projectedSlots) {
        AttentionShape shape = new AttentionShape(to - from, group.queries(), group.keys());
        int[] queries = new int[shape.queryRows()];
        int[] keys = new int[shape.keyRows()];
        for (int sequence = 0; sequence < shape.sequences(); sequence++) {
            int[] seen = group.sequences().get(from + sequence);
            for (int k = 0; k < shape.keys(); k++) {
                keys[sequence * shape.keys() + k] = projectedSlots[seen[k]];
            }
            for (int q = 0; q < shape.queries(); q++) {
                int asking = seen[group.asking().get(q) - group.seenFrom()];
                queries[sequence * shape.queries() + q] = projectedSlots[asking];
            }
        }
        try (QueryKeyValue heads = new QueryKeyValue(
                engine.gather(projected.query(), queries),
                engine.gather(projected.key(), keys),
                engine.gather(projected.value(), keys))) {
            return engine.attend(
                    heads, shape, context.mask(engine.spec().visibility().get(plan.layer()), group));
        }
    }
}
