package dev.engram.eval.study;

import dev.engram.eval.recall.AnswerRecall;
import java.util.OptionalDouble;

/**
 * How far an edit went of the way that it could go (Hase et al. 2023, section 3; as in their code, the probability of an answer of several tokens
 * is the geometric mean of theirs). Unlike theirs, scores are not cut off at zero: an edit that makes its target less likely has a negative one.
 */
final class EditScores {

    /** The least that must be missing to certainty: of less, a score would be the rounding errors of the two probabilities. */
    private static final double LEAST_ROOM = 0.01;

    private EditScores() {}

    /** An answer's probability, by the mean over its tokens. */
    static double probability(AnswerRecall answer) {
        return Math.exp(-answer.meanNegativeLogLikelihood());
    }

    /** (after - before) / (1 - before) of the new answer; empty where the model was as good as certain of it before. */
    static OptionalDouble towardsNew(double before, double after) {
        double room = 1 - before;
        return room < LEAST_ROOM ? OptionalDouble.empty() : OptionalDouble.of((after - before) / room);
    }

    /** 1 - |after - before| / the most that it could have changed by, of a neighbour's own answer. The denominator is a half at least. */
    static double staying(double before, double after) {
        return 1 - Math.abs(after - before) / Math.max(before, 1 - before);
    }
}
