package dev.engram.tracing.patching;

import dev.engram.models.BaseRun;
import dev.engram.models.Branch;
import dev.engram.models.Change;
import dev.engram.models.Site;
import dev.engram.models.WhatIfRequest;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.tensor.IndexRange;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The runs of a patching: base run 0 is the clean one, 1 the corrupted one, and each cell of the grid is a branch.
 *
 * @param readouts of each run at its last position
 */
record PatchRuns(
        ModelSpec spec, TokenPair tokens, List<BaseRun.Readout> readouts, PatchSite site, PatchDirection direction) {

    private static final int CLEAN = 0;
    private static final int CORRUPTED = 1;

    int rows() {
        return site.isByHead() ? spec.layers() : tokens.length();
    }

    int columns() {
        return site.isByHead() ? spec.attention().heads() : spec.layers();
    }

    /** Both runs with nothing patched. */
    WhatIfRequest unpatched() {
        return WhatIfRequest.of(bases(), List.of());
    }

    /** Both runs and all patches, row by row of the grid. */
    WhatIfRequest patched() {
        List<Branch> branches = new ArrayList<>();
        for (int row = 0; row < rows(); row++) {
            for (int column = 0; column < columns(); column++) {
                branches.add(branch(site.isByHead() ? ofHead(row, column) : ofPosition(row, column)));
            }
        }
        return WhatIfRequest.of(bases(), branches);
    }

    private List<BaseRun> bases() {
        return List.of(
                new BaseRun(tokens.clean().ids(), List.of(), readouts),
                new BaseRun(tokens.corrupted().ids(), List.of(), readouts));
    }

    private Branch branch(Change change) {
        return new Branch(direction == PatchDirection.DENOISE ? CORRUPTED : CLEAN, List.of(change));
    }

    private Change ofPosition(int position, int layer) {
        return Change.of(new Site(site.kind(), layer), IndexRange.single(position), source());
    }

    private Change ofHead(int layer, int head) {
        return new Change(
                new Site(site.kind(), layer), new IndexRange(0, tokens.length()), OptionalInt.of(head), source());
    }

    private Change.Source source() {
        return new Change.Source.FromRun(direction == PatchDirection.DENOISE ? CLEAN : CORRUPTED);
    }
}
