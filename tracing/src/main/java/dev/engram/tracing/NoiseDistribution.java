package dev.engram.tracing;

import java.util.Locale;

/**
 * Where noise on embeddings comes from. Draws are [samples, tokens, D] numbers in this order, by NumPy's generator: the first two are
 * the reference's to the float.
 */
public sealed interface NoiseDistribution {

    /** In words, for people and manifests. */
    String description();

    /**
     * Draws noise.
     *
     * @param vectors samples x tokens
     * @param width D
     * @return [vectors, width], row-major
     */
    float[] draw(int vectors, int width, int seed);

    /** Independent normal entries. */
    record Gaussian(double stdDev) implements NoiseDistribution {
        public Gaussian {
            requirePositive("standard deviation", stdDev);
        }

        @Override
        public String description() {
            return String.format(Locale.ROOT, "Gaussian noise of standard deviation %s", stdDev);
        }

        @Override
        public float[] draw(int vectors, int width, int seed) {
            return scaled(new NumpyRandom(seed).gaussians(Math.multiplyExact(vectors, width)), stdDev);
        }
    }

    /** Independent entries, uniform from -{@code bound} to {@code bound}. */
    record Uniform(double bound) implements NoiseDistribution {
        public Uniform {
            requirePositive("bound", bound);
        }

        @Override
        public String description() {
            return String.format(Locale.ROOT, "uniform noise within %s", bound);
        }

        @Override
        public float[] draw(int vectors, int width, int seed) {
            NumpyRandom random = new NumpyRandom(seed);
            double[] values = new double[Math.multiplyExact(vectors, width)];
            for (int i = 0; i < values.length; i++) {
                values[i] = -1 + 2 * random.uniform();
            }
            return scaled(values, bound);
        }
    }

    /** Normal vectors with the mean and covariance of embeddings. */
    record MultivariateGaussian(EmbeddingSpread spread) implements NoiseDistribution {
        @Override
        public String description() {
            return "Gaussian noise with the mean and covariance of " + spread.description();
        }

        @Override
        public float[] draw(int vectors, int width, int seed) {
            return spread.draw(vectors, width, new NumpyRandom(seed), vector -> 1);
        }
    }

    /**
     * Vectors of Student's t, with mean and covariance of embeddings: normal vectors times sqrt((n - 2) / u), u of chi-squared with n degrees of
     * freedom, one for each vector. Heavier tails, the same covariance.
     *
     * @param degreesOfFreedom n, at least 3: with fewer there is no covariance
     */
    record StudentT(EmbeddingSpread spread, int degreesOfFreedom) implements NoiseDistribution {
        public StudentT {
            if (degreesOfFreedom < 3) {
                throw new IllegalArgumentException("Student's t with " + degreesOfFreedom
                        + " degrees of freedom has no covariance; it takes at least 3");
            }
        }

        @Override
        public String description() {
            return "Student-t noise of " + degreesOfFreedom + " degrees of freedom with the mean and covariance of "
                    + spread.description();
        }

        @Override
        public float[] draw(int vectors, int width, int seed) {
            NumpyRandom tails = new NumpyRandom(seed + 1);
            return spread.draw(vectors, width, new NumpyRandom(seed), vector -> {
                double chiSquared = 0;
                for (double deviate : tails.gaussians(degreesOfFreedom)) {
                    chiSquared += deviate * deviate;
                }
                return Math.sqrt((degreesOfFreedom - 2) / chiSquared);
            });
        }
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a noise " + name + " of " + value + "; it must be positive and finite");
        }
    }

    private static float[] scaled(double[] values, double factor) {
        float[] scaled = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = (float) (values[i] * factor);
        }
        return scaled;
    }
}
