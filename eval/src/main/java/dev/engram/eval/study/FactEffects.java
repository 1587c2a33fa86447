package dev.engram.eval.study;

import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceGrid;
import dev.engram.tracing.TraceResult;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What restoring a state at the subject brings back of one fact, in each of L layers: restored minus corrupted probability of the answer.
 *
 * @param answer whose probability it is: the one that the model gives by itself
 * @param clean its probability
 * @param corrupted the same with the subject corrupted
 * @param lastSubjectToken the effects at the subject's last token, where methods like ROME edit
 * @param largestOfSubject the largest effects among all tokens of the subject
 */
public record FactEffects(
        String answer, double clean, double corrupted, List<Double> lastSubjectToken, List<Double> largestOfSubject) {

    /** Effects are compared as shares of the total effect, and of a smaller one a share would be mostly noise. */
    static final double LEAST_TOTAL_EFFECT = 0.05;

    public FactEffects {
        lastSubjectToken = List.copyOf(lastSubjectToken);
        largestOfSubject = List.copyOf(largestOfSubject);
        if (lastSubjectToken.isEmpty() || lastSubjectToken.size() != largestOfSubject.size()) {
            throw new IllegalArgumentException("effects in " + lastSubjectToken.size() + " and in "
                    + largestOfSubject.size() + " layers; there must be as many, and one at least");
        }
    }

    static FactEffects of(TraceResult trace, RestoredState state) {
        TraceGrid grid = trace.grid(state);
        List<List<Double>> subject = IntStream.range(
                        trace.subject().from(), trace.subject().to())
                .mapToObj(position -> grid.position(position).stream()
                        .map(restored -> restored - trace.corruptedValue())
                        .toList())
                .toList();
        List<Double> largest = IntStream.range(0, grid.layers())
                .mapToObj(layer -> Collections.max(
                        subject.stream().map(effects -> effects.get(layer)).toList()))
                .toList();
        return new FactEffects(
                trace.answer().text(),
                trace.cleanValue(),
                trace.corruptedValue(),
                subject.get(subject.size() - 1),
                largest);
    }

    /** What the corruption takes from the answer. */
    public double totalEffect() {
        return clean - corrupted;
    }

    boolean hasTotalEffect() {
        return totalEffect() >= LEAST_TOTAL_EFFECT;
    }
}
