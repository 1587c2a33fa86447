package dev.engram.models.runtime;

import dev.engram.models.BaseRun;
import dev.engram.models.Branch;
import dev.engram.models.Change;
import dev.engram.models.SiteKind;
import dev.engram.models.WhatIfRequest;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.tensor.FloatTensor;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Refuses what-if requests that cannot be run, before anything is computed. */
final class WhatIfCheck {

    private static final Set<SiteKind> CHANGEABLE = EnumSet.of(
            SiteKind.EMBED,
            SiteKind.RESID_PRE,
            SiteKind.ATTN_Z,
            SiteKind.ATTN_OUT,
            SiteKind.RESID_MID,
            SiteKind.MLP_OUT,
            SiteKind.RESID_POST);

    private final ModelSpec spec;
    private final WhatIfRequest request;

    private WhatIfCheck(ModelSpec spec, WhatIfRequest request) {
        this.spec = spec;
        this.request = request;
    }

    static void require(WhatIfRequest request, ModelSpec spec) {
        WhatIfCheck check = new WhatIfCheck(spec, request);
        RequestCheck.requireTokens(request.bases().stream().map(BaseRun::tokens).toList(), spec);
        for (int base = 0; base < request.bases().size(); base++) {
            check.base(base);
        }
        request.branches().forEach(check::branch);
    }

    private void base(int index) {
        BaseRun base = request.bases().get(index);
        for (Change change : base.changes()) {
            change(change, index, index);
        }
        for (BaseRun.Readout readout : base.readouts()) {
            if (readout.position() < 0 || readout.position() >= base.tokens().size()) {
                throw new IllegalArgumentException(
                        readout + " lies outside the " + base.tokens().size() + " tokens of base run " + index);
            }
            RequestCheck.requireToken(readout.token(), spec);
        }
    }

    private void branch(Branch branch) {
        if (branch.base() < 0 || branch.base() >= request.bases().size()) {
            throw new IllegalArgumentException("a branch of base run " + branch.base() + "; there are "
                    + request.bases().size());
        }
        branch.changes()
                .forEach(change -> change(change, branch.base(), request.bases().size()));
    }

    /** Checks one change of a run of base run {@code base}, which may take values from the first {@code sources} base runs. */
    private void change(Change change, int base, int sources) {
        SiteKind kind = change.site().kind();
        SiteInventory.require(change.site(), spec);
        if (!CHANGEABLE.contains(kind)) {
            throw new IllegalArgumentException(change.site() + " cannot be changed in a what-if run; what can be is "
                    + CHANGEABLE.stream().map(SiteKind::label).collect(Collectors.joining(", ")));
        }
        requireInside(change, base);
        if (change.head().isPresent()) {
            int head = change.head().getAsInt();
            if (!SiteInventory.isByHead(kind) || head < 0 || head >= SiteInventory.heads(kind, spec)) {
                throw new IllegalArgumentException("there is no head " + head + " at " + change.site());
            }
        }
        Change.Source source = change.source();
        if (source instanceof Change.Source.FromRun from) {
            if (from.base() < 0 || from.base() >= sources) {
                throw new IllegalArgumentException("a change at " + change.site() + " takes its value from base run "
                        + from.base() + "; it can from the " + sources + " before it");
            }
            requireInside(change, from.base());
        } else if (source instanceof Change.Source.Given given) {
            requireSize(change, given.values());
        } else if (source instanceof Change.Source.Added added) {
            requireSize(change, added.values());
        }
    }

    private void requireInside(Change change, int base) {
        List<Integer> tokens = request.bases().get(base).tokens();
        if (change.positions().to() > tokens.size()) {
            throw new IllegalArgumentException("the change at " + change.site() + " of positions "
                    + change.positions().from() + " to " + (change.positions().to() - 1) + " lies outside the "
                    + tokens.size() + " tokens of base run " + base);
        }
    }

    private void requireSize(Change change, FloatTensor values) {
        SiteKind kind = change.site().kind();
        int heads = change.head().isPresent() ? 1 : SiteInventory.heads(kind, spec);
        int width = heads * SiteInventory.width(kind, spec);
        if (values.size() != change.positions().length() * width
                || values.dimension(0) != change.positions().length()) {
            throw new IllegalArgumentException("the change at " + change.site() + " covers "
                    + change.positions().length() + " rows of " + width + " values; its values have the shape "
                    + values.shape());
        }
    }
}
