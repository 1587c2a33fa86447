package dev.engram.training.net;

import java.util.Arrays;

/**
 * AdamW (Loshchilov and Hutter 2019, algorithm 2) on one vector: Adam with weight decay apart from the gradient. Its two moments are
 * state of the run, and are saved with it.
 */
public final class AdamW {

    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.95;
    private static final double EPSILON = 1e-8;

    private final float[] first;
    private final float[] second;
    private final boolean[] decayed;
    private final double weightDecay;

    /**
     * Goes on from moments, which it owns from now on; those of a new run are zero.
     *
     * @param layout says which parameters decay
     */
    public AdamW(ParameterLayout layout, double weightDecay, float[] first, float[] second) {
        this.first = first;
        this.second = second;
        this.weightDecay = weightDecay;
        this.decayed = new boolean[layout.size()];
        for (Parameter parameter : layout.parameters()) {
            Arrays.fill(decayed, parameter.offset(), parameter.end(), parameter.isDecayed());
        }
    }

    /**
     * One step, in place.
     *
     * @param scale the gradient is multiplied by this, for clipping
     * @param step 1 for the first step of a run
     */
    public void update(float[] parameters, float[] gradient, double scale, double learningRate, int step) {
        float b1 = (float) FIRST_DECAY;
        float b2 = (float) SECOND_DECAY;
        float rate = (float) (learningRate / (1 - Math.pow(FIRST_DECAY, step)));
        float secondCorrection = (float) (1 / (1 - Math.pow(SECOND_DECAY, step)));
        float kept = (float) (1 - learningRate * weightDecay);
        for (int i = 0; i < parameters.length; i++) {
            float g = (float) (gradient[i] * scale);
            first[i] = b1 * first[i] + (1 - b1) * g;
            second[i] = b2 * second[i] + (1 - b2) * g * g;
            float old = decayed[i] ? parameters[i] * kept : parameters[i];
            parameters[i] = old - rate * first[i] / ((float) Math.sqrt(second[i] * secondCorrection) + (float) EPSILON);
        }
    }

    /** The running mean of gradients; the optimiser's own array. */
    public float[] first() {
        return first;
    }

    /** The running mean of squared gradients; the optimiser's own array. */
    public float[] second() {
        return second;
    }
}
