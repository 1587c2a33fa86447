package dev.engram.models.whatif;

import java.util.List;

/**
 * What one block computes for all runs, stage by stage. Every row that is listed has a slot in its stage, in the order of the lists:
 * computed ones first, then derived ones.
 *
 * @param stages the rows of each; the block's inputs are all those between the last block and this one, then those derived from them
 * @param projected inputs whose queries, keys and values are computed
 * @param groups in the order of the rows of z
 * @param attended computed attention outputs
 * @param summed computed sums of input and attention output that are kept
 * @param mlps computed MLP outputs that are kept
 * @param chained block outputs that alone use their sum and MLP output, so that these are not kept
 * @param joined all other computed block outputs
 */
record BlockPlan(
        int layer,
        Stages stages,
        RowList projected,
        List<AttentionGroup> groups,
        RowList attended,
        RowList summed,
        RowList mlps,
        RowList chained,
        RowList joined) {

    /** The rows of each stage. */
    record Stages(StageRows input, StageRows z, StageRows attention, StageRows sum, StageRows mlp, StageRows output) {}

    /** The position of each row between this block and the next. */
    int[] outputPositions() {
        return stages.output().placedPositions();
    }
}
