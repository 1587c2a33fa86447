package dev.engram.editing.value;

/** Adam (Kingma and Ba 2015, algorithm 1) for one vector, in double precision, with the usual decays 0.9 and 0.999 and epsilon 1e-8. */
public final class Adam {

    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.999;
    private static final double EPSILON = 1e-8;

    private final double learningRate;
    private final double[] first;
    private final double[] second;
    private int step;

    public Adam(double learningRate, int size) {
        this.learningRate = learningRate;
        this.first = new double[size];
        this.second = new double[size];
    }

    /** One step against a gradient, in place. */
    public void update(double[] vector, double[] gradient) {
        step++;
        double rate = learningRate / (1 - Math.pow(FIRST_DECAY, step));
        double secondCorrection = 1 / (1 - Math.pow(SECOND_DECAY, step));
        for (int i = 0; i < vector.length; i++) {
            first[i] = FIRST_DECAY * first[i] + (1 - FIRST_DECAY) * gradient[i];
            second[i] = SECOND_DECAY * second[i] + (1 - SECOND_DECAY) * gradient[i] * gradient[i];
            vector[i] -= rate * first[i] / (Math.sqrt(second[i] * secondCorrection) + EPSILON);
        }
    }
}
