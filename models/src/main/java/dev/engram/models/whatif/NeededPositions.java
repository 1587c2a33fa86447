package dev.engram.models.whatif;

import dev.engram.models.BaseRun;
import dev.engram.models.Branch;
import dev.engram.models.Change;
import dev.engram.models.SiteKind;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.spec.Visibility;
import java.util.List;

/** Which positions' rows somebody may ask for, for each base run (and its branches) and layer. */
final class NeededPositions {

    private final boolean[][][] read;
    private final boolean[][][] present;

    NeededPositions(ModelSpec spec, List<BaseRun> bases, List<Branch> branches) {
        read = new boolean[bases.size()][spec.layers()][];
        present = new boolean[bases.size()][spec.layers()][];
        for (int base = 0; base < bases.size(); base++) {
            for (int layer = 0; layer < spec.layers(); layer++) {
                int length = bases.get(base).tokens().size();
                read[base][layer] = new boolean[length];
                present[base][layer] = new boolean[length];
            }
            boolean[] last = read[base][spec.layers() - 1];
            bases.get(base).readouts().forEach(readout -> last[readout.position()] = true);
        }
        bases.forEach(base -> markSources(base.changes()));
        branches.forEach(branch -> markSources(branch.changes()));
        for (int layer = spec.layers() - 1; layer >= 0; layer--) {
            for (int base = 0; base < bases.size(); base++) {
                boolean[] above = present[base][layer];
                for (int position = 0; position < above.length; position++) {
                    above[position] |= read[base][layer][position];
                }
                if (layer > 0) {
                    markSeen(above, spec.visibility().get(layer), read[base][layer - 1]);
                }
            }
        }
    }

    private void markSources(List<Change> changes) {
        for (Change change : changes) {
            if (change.source() instanceof Change.Source.FromRun from
                    && change.site().kind() != SiteKind.EMBED) {
                int layer = change.site().layer();
                boolean isInput = change.site().kind() == SiteKind.RESID_PRE;
                if (!isInput || layer > 0) {
                    boolean[] marked = isInput ? read[from.base()][layer - 1] : present[from.base()][layer];
                    change.positions().indices().forEach(position -> marked[position] = true);
                }
            }
        }
    }

    private static void markSeen(boolean[] queries, Visibility visibility, boolean[] keys) {
        for (int query = 0; query < queries.length; query++) {
            for (int key = 0; queries[query] && key < keys.length; key++) {
                keys[key] |= visibility.sees(query, key);
            }
        }
    }

    /** Whether a block's output is read by the next block, or by a readout. */
    boolean isRead(int base, int layer, int position) {
        return read[base][layer][position];
    }

    /** Whether a row of a block is read, or some change takes its value. */
    boolean isPresent(int base, int layer, int position) {
        return present[base][layer][position];
    }
}
