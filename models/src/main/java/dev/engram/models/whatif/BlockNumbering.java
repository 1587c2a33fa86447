package dev.engram.models.whatif;

import dev.engram.models.Change;
import dev.engram.models.SiteKind;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.spec.Topology;
import dev.engram.models.spec.Visibility;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes all runs past one block, by number: which rows each has at each stage, and then which of them somebody uses.
 *
 * <p>A row is numbered by the rows that it is computed from. z: z of the position before (which stands for all that the query sees) and the
 * row's own input. Attention output: z. Sum: input and attention output. MLP output: the sum, in parallel blocks the input. Block output:
 * sum and MLP output.
 */
final class BlockNumbering {

    private final ModelSpec spec;
    private final int layer;
    private final List<NumberedRun> runs;
    private final NeededPositions needed;
    private final ChangedRows changes;
    private final int[][] inputs;
    private final int[][] contexts;

    private final StageRows input;
    private final StageRows z = new StageRows();
    private final StageRows attention = new StageRows();
    private final StageRows sum = new StageRows();
    private final StageRows mlp = new StageRows();
    private final StageRows output = new StageRows();

    private BlockNumbering(ModelSpec spec, int layer, int[] positions, List<NumberedRun> runs, NeededPositions needed) {
        this.spec = spec;
        this.layer = layer;
        this.input = StageRows.of(positions);
        this.runs = runs;
        this.needed = needed;
        this.changes = new ChangedRows(runs);
        this.inputs = new int[runs.size()][];
        this.contexts = new int[runs.size()][];
    }

    /**
     * Plans a block and takes the runs past it: they then hold slots of its outputs.
     *
     * @param positions of the rows between the last block and this one
     * @param runs base runs first
     */
    static BlockPlan plan(ModelSpec spec, int layer, int[] positions, List<NumberedRun> runs, NeededPositions needed) {
        BlockNumbering numbering = new BlockNumbering(spec, layer, positions, runs, needed);
        runs.stream().filter(run -> run.isActive(layer)).forEach(numbering::number);
        BlockPlan plan = numbering.used();
        runs.stream().filter(run -> run.isActive(layer)).forEach(numbering::toSlots);
        return plan;
    }

    // --- numbers

    private void number(NumberedRun run) {
        int differsFrom = run.isBase() ? 0 : run.isActive(layer - 1) ? run.from() : run.length();
        int[] in = stage(run, SiteKind.RESID_PRE, differsFrom, input, p -> run.rows()[p]);
        inputs[run.index()] = in;
        int from = differsFrom;
        for (Change change : run.changes(layer)) {
            from = Math.min(from, change.positions().from());
        }

        int[] context = run.isBase() ? new int[run.length()] : contexts[run.base()].clone();
        for (int p = from; p < context.length; p++) {
            context[p] = z.computed(p == 0 ? StageRows.NONE : context[p - 1], in[p], p, run.index());
        }
        contexts[run.index()] = context;
        int[] mixed = stage(
                run,
                SiteKind.ATTN_Z,
                from,
                z,
                p -> needed.isPresent(run.base(), layer, p) ? context[p] : StageRows.NONE);
        int[] attended = stage(run, SiteKind.ATTN_OUT, from, attention, p -> computed(attention, mixed[p], 0, p, run));
        int[] summed = stage(run, SiteKind.RESID_MID, from, sum, p -> computed(sum, in[p], attended[p], p, run));
        int[] added = switch (spec.topology()) {
            case SEQUENTIAL -> stage(run, SiteKind.MLP_OUT, from, mlp, p -> computed(mlp, summed[p], 0, p, run));
            case PARALLEL -> stage(run, SiteKind.MLP_OUT, from, mlp, p -> computed(mlp, in[p], 0, p, run));
            case ATTENTION_ONLY -> none(run);
        };
        int[] out = stage(run, SiteKind.RESID_POST, from, output, p -> computed(output, summed[p], added[p], p, run));

        if (!run.isBase()) {
            int[] same = runs.get(run.base()).stage(SiteKind.RESID_POST);
            while (from < out.length && out[from] == same[from]) {
                from++;
            }
        }
        run.setRows(out, from);
    }

    /** A run's rows at a site: its base run's below {@code from}, then its own, and all of its changes. */
    private int[] stage(NumberedRun run, SiteKind kind, int from, StageRows stage, IntUnaryOperator row) {
        int[] rows = run.isBase()
                ? new int[run.length()]
                : runs.get(run.base()).stage(kind).clone();
        for (int p = from; p < rows.length; p++) {
            rows[p] = row.applyAsInt(p);
        }
        changes.apply(run, kind, layer, rows, from, stage);
        return rows;
    }

    /** The row computed from two others at a position; none where nobody asks for it. */
    private int computed(StageRows stage, int first, int second, int position, NumberedRun run) {
        return needed.isPresent(run.base(), layer, position)
                ? stage.computed(first, second, position, run.index())
                : StageRows.NONE;
    }

    private static int[] none(NumberedRun run) {
        int[] rows = new int[run.length()];
        Arrays.fill(rows, StageRows.NONE);
        return rows;
    }

    private void toSlots(NumberedRun run) {
        int[] rows = run.rows().clone();
        for (int p = 0; p < rows.length; p++) {
            rows[p] = rows[p] == StageRows.NONE ? StageRows.NONE : output.slot(rows[p]);
        }
        run.setRows(rows, run.from());
    }

    // --- use

    private BlockPlan used() {
        for (NumberedRun run : runs) {
            if (run.isActive(layer)) {
                for (int p = run.from(); p < run.length(); p++) {
                    if (needed.isRead(run.base(), layer, p)) {
                        output.use(run.rows()[p]);
                    }
                }
            }
        }
        useOperands(output, sum, mlp);
        useOperands(mlp, spec.topology() == Topology.PARALLEL ? input : sum, null);
        useOperands(sum, input, attention);
        useOperands(attention, z, null);
        z.useSourcesOfDerived();
        List<AttentionGroup> groups = groups(z.used(false));
        RowList projected = projected(groups);
        return placed(groups, projected);
    }

    /** Lets the used rows of a stage use what they are made of. */
    private static void useOperands(StageRows stage, StageRows first, @Nullable StageRows second) {
        stage.useSourcesOfDerived();
        RowList rows = stage.used(false);
        for (int i = 0; i < rows.size(); i++) {
            first.use(stage.first(rows.at(i)));
            if (second != null && stage.second(rows.at(i)) != StageRows.NONE) {
                second.use(stage.second(rows.at(i)));
            }
        }
    }

    private List<AttentionGroup> groups(RowList rows) {
        Map<List<Integer>, AttentionGroup> groups = new LinkedHashMap<>();
        int start = 0;
        while (start < rows.size()) {
            int owner = z.owner(rows.at(start));
            int end = start;
            List<Integer> asking = new ArrayList<>();
            while (end < rows.size() && z.owner(rows.at(end)) == owner) {
                asking.add(z.position(rows.at(end++)));
            }
            AttentionGroup group = groups.computeIfAbsent(
                    asking, all -> new AttentionGroup(all, seenFrom(all.get(0)), new ArrayList<>(), new ArrayList<>()));
            group.sequences().add(seen(group, inputs[owner]));
            for (int i = start; i < end; i++) {
                group.rows().add(rows.at(i));
            }
            start = end;
        }
        return List.copyOf(groups.values());
    }

    private int seenFrom(int query) {
        Visibility visibility = spec.visibility().get(layer);
        int key = 0;
        while (!visibility.sees(query, key)) {
            key++;
        }
        return key;
    }

    /** The inputs that the keys and values are made of; where no query sees a position, some other input, to be masked. */
    private static int[] seen(AttentionGroup group, int[] in) {
        int last = group.seenFrom() + group.keys() - 1;
        int[] seen = Arrays.copyOfRange(in, group.seenFrom(), last + 1);
        for (int i = 0; i < seen.length; i++) {
            seen[i] = seen[i] == StageRows.NONE ? in[last] : seen[i];
        }
        return seen;
    }

    private RowList projected(List<AttentionGroup> groups) {
        boolean[] isProjected = new boolean[input.size()];
        for (AttentionGroup group : groups) {
            for (int[] sequence : group.sequences()) {
                for (int row : sequence) {
                    isProjected[row] = true;
                }
            }
        }
        return RowList.wrap(IntStream.range(0, isProjected.length)
                .filter(row -> isProjected[row])
                .toArray());
    }

    // --- places

    private BlockPlan placed(List<AttentionGroup> groups, RowList projected) {
        z.placeInOrder(RowList.wrap(groups.stream()
                .flatMapToInt(group -> group.rows().stream().mapToInt(Integer::intValue))
                .toArray()));
        RowList attended = attendedInOrderOfZ();
        attention.placeInOrder(attended);

        RowList outputs = output.used(false);
        RowList chained = outputs.filter(this::isChained);
        RowList joined = outputs.filter(row -> !isChained(row));
        RowList summed = sum.used(false).filter(without(chained.map(output::first), sum));
        RowList mlps = mlp.used(false).filter(without(chained.map(output::second), mlp));
        sum.placeInOrder(summed);
        mlp.placeInOrder(mlps);
        output.placeInOrder(chained, joined);
        input.placeAll();
        return new BlockPlan(
                layer,
                new BlockPlan.Stages(input, z, attention, sum, mlp, output),
                projected,
                groups,
                attended,
                summed,
                mlps,
                chained,
                joined);
    }

    private static IntPredicate without(RowList rows, StageRows stage) {
        boolean[] isListed = new boolean[stage.size()];
        for (int i = 0; i < rows.size(); i++) {
            if (rows.at(i) != StageRows.NONE) {
                isListed[rows.at(i)] = true;
            }
        }
        return row -> !isListed[row];
    }

    private RowList attendedInOrderOfZ() {
        RowList rows = attention.used(false);
        long[] keyed = new long[rows.size()];
        for (int i = 0; i < keyed.length; i++) {
            keyed[i] = ((long) z.slot(attention.first(rows.at(i))) << 32) | rows.at(i);
        }
        Arrays.sort(keyed);
        return RowList.wrap(Arrays.stream(keyed).mapToInt(key -> (int) key).toArray());
    }

    /** Whether nobody else uses an output's sum and MLP output, and both are computed. */
    private boolean isChained(int row) {
        int summed = output.first(row);
        int added = output.second(row);
        if (sum.derivation(summed) != null) {
            return false;
        }
        if (added == StageRows.NONE) {
            return sum.users(summed) == 1;
        }
        if (mlp.derivation(added) != null || mlp.users(added) > 1) {
            return false;
        }
        return spec.topology() == Topology.PARALLEL
                ? sum.users(summed) == 1 && mlp.first(added) == sum.first(summed)
                : sum.users(summed) == 2 && mlp.first(added) == summed;
    }
}
