package dev.engram.models;

import dev.engram.models.Change.Source;
import dev.engram.models.runtime.SiteInventory;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.tensor.IndexRange;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;

/** Random what-if requests: several runs that begin alike, branches of one to four changes at any sites, positions and layers. */
final class RandomWhatIf {

    private static final List<SiteKind> KINDS = List.of(
            SiteKind.EMBED,
            SiteKind.RESID_PRE,
            SiteKind.ATTN_Z,
            SiteKind.ATTN_OUT,
            SiteKind.RESID_MID,
            SiteKind.MLP_OUT,
            SiteKind.RESID_POST);

    private final ModelSpec spec;
    private final Random random;
    private final List<SiteKind> kinds;

    RandomWhatIf(ModelSpec spec, long seed) {
        this.spec = spec;
        this.random = new Random(seed);
        this.kinds = KINDS.stream().filter(SiteInventory.kinds(spec)::contains).toList();
    }

    WhatIfRequest request(long memory) {
        int length = 2 + random.nextInt(7);
        List<Integer> tokens = random.ints(length, 0, spec.vocabulary()).boxed().toList();
        List<BaseRun> bases = new ArrayList<>();
        int runs = 1 + random.nextInt(3);
        for (int i = 0; i < runs; i++) {
            List<Integer> own = new ArrayList<>(tokens);
            if (random.nextBoolean()) {
                own.set(random.nextInt(length), random.nextInt(spec.vocabulary()));
            }
            bases.add(new BaseRun(own, changes(length, i, 2), readouts(length)));
        }
        List<Branch> branches = new ArrayList<>();
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            branches.add(new Branch(random.nextInt(runs), changes(length, runs, 4)));
        }
        return new WhatIfRequest(bases, branches, memory);
    }

    private List<BaseRun.Readout> readouts(int length) {
        List<BaseRun.Readout> readouts = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            int position = i == 0 ? length - 1 : random.nextInt(length);
            readouts.add(new BaseRun.Readout(position, random.nextInt(spec.vocabulary())));
        }
        return readouts;
    }

    private List<Change> changes(int length, int sources, int most) {
        List<Change> changes = new ArrayList<>();
        int count = random.nextInt(most + 1);
        for (int i = 0; i < count; i++) {
            SiteKind kind = kinds.get(random.nextInt(kinds.size()));
            Site site = new Site(kind, kind == SiteKind.EMBED ? 0 : random.nextInt(spec.layers()));
            int from = random.nextInt(length);
            IndexRange positions = new IndexRange(from, from + 1 + random.nextInt(length - from));
            OptionalInt head = kind == SiteKind.ATTN_Z && random.nextInt(3) > 0
                    ? OptionalInt.of(random.nextInt(spec.attention().heads()))
                    : OptionalInt.empty();
            int width = kind != SiteKind.ATTN_Z
                    ? spec.width()
                    : head.isPresent()
                            ? spec.attention().headWidth()
                            : spec.attention().queryWidth();
            changes.add(new Change(site, positions, head, source(sources, positions.length(), width)));
        }
        return changes;
    }

    private Source source(int sources, int rows, int width) {
        return switch (random.nextInt(sources > 0 ? 5 : 3)) {
            case 0 -> new Source.Zero();
            case 1 -> new Source.Given(values(rows, width));
            case 2 -> new Source.Added(values(rows, width));
            default -> new Source.FromRun(random.nextInt(sources));
        };
    }

    private FloatTensor values(int rows, int width) {
        float[] values = new float[rows * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.5 * random.nextGaussian());
        }
        return FloatTensor.wrap(values, rows, width);
    }
}
