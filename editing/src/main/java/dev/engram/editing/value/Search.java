package dev.engram.editing.value;

import dev.engram.editing.context.TargetPrompt;
import dev.engram.editing.value.ValueSettings.DecayForm;
import dev.engram.models.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;

/** The search for one value: its delta, its optimiser, its losses; told of the terms of a shared objective from {@code firstTerm} on. */
final class Search {

    private final ValueSettings settings;
    private final int firstTerm;
    private final int divergenceTerm;
    private final int endTerm;
    private final List<Double> weights = new ArrayList<>();
    private final double originNorm;
    private final double[] delta;
    private final Adam adam;
    private final List<LossPoint> losses = new ArrayList<>();

    /**
     * A search that begins with a delta of zero.
     *
     * @param divergenceTerm the KL term's number; {@code endTerm} where there is none
     * @param endTerm one past the last term of this fact
     */
    Search(ValueProblem problem, ValueSettings settings, int firstTerm, int divergenceTerm, int endTerm) {
        this.settings = settings;
        this.firstTerm = firstTerm;
        this.divergenceTerm = divergenceTerm;
        this.endTerm = endTerm;
        this.originNorm = problem.origin().norm();
        this.delta = new double[problem.origin().size()];
        this.adam = new Adam(settings.learningRate(), delta.length);
        for (TargetPrompt context : problem.contexts()) {
            double share = 1.0 / problem.contexts().size() / context.target().length();
            for (int i = 0; i < context.target().length(); i++) {
                weights.add(share);
            }
        }
        if (divergenceTerm < endTerm) {
            weights.add(settings.klFactor());
        }
        if (originNorm == 0 || !Double.isFinite(originNorm)) {
            throw new ArithmeticException("the value that is there now has the norm " + originNorm
                    + ", so that nothing can be measured by it");
        }
    }

    void copyDelta(float[] target, int offset) {
        for (int i = 0; i < delta.length; i++) {
            target[offset + i] = (float) delta[i];
        }
    }

    void addWeights(List<Double> all) {
        all.addAll(weights);
    }

    /** Notes the loss at the present delta. */
    void record(List<Double> terms) {
        double likelihood = 0;
        for (int term = firstTerm; term < divergenceTerm; term++) {
            likelihood += weights.get(term - firstTerm) * terms.get(term);
        }
        double divergence = divergenceTerm < endTerm ? settings.klFactor() * terms.get(divergenceTerm) : 0;
        LossPoint point = new LossPoint(likelihood, divergence, decayFactor() * norm(delta));
        if (!Double.isFinite(point.total())) {
            throw new ArithmeticException("the loss is " + point.total() + " at step " + (losses.size() + 1)
                    + " of the search for a value: " + point);
        }
        losses.add(point);
    }

    private double decayFactor() {
        return settings.weightDecay()
                / (settings.decayForm() == DecayForm.OVER_NORM ? originNorm : originNorm * originNorm);
    }

    boolean isDone() {
        return losses.get(losses.size() - 1).total() < settings.earlyStop();
    }

    /** One step against the gradient of the likelihood and divergence terms. */
    void step(float[] gradient) {
        double[] whole = new double[gradient.length];
        double length = norm(delta);
        // The length's slope at zero is taken as zero, as PyTorch does.
        double pull = length == 0 ? 0 : decayFactor() / length;
        for (int i = 0; i < whole.length; i++) {
            whole[i] = gradient[i] + pull * delta[i];
        }
        adam.update(delta, whole);
        double longest = settings.clampFactor() * originNorm;
        double now = norm(delta);
        if (now > longest) {
            for (int i = 0; i < delta.length; i++) {
                delta[i] *= longest / now;
            }
        }
    }

    FoundValue found() {
        float[] values = new float[delta.length];
        copyDelta(values, 0);
        return new FoundValue(FloatTensor.wrap(values, values.length), losses);
    }

    private static double norm(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }
}
