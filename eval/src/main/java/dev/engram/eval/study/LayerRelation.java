package dev.engram.eval.study;

import dev.engram.tracing.summary.Estimate;
import java.util.Optional;

/**
 * One layer of a study.
 *
 * @param effect mean over the facts of the share of the total effect that is brought back
 * @param success mean over them
 * @param correlation of both over the facts; absent where one of them does not vary, or there are fewer than three facts
 */
public record LayerRelation(int layer, Estimate effect, Estimate success, Optional<Statistic> correlation) {}
