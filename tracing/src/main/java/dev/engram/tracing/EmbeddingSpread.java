package dev.engram.tracing;

import dev.engram.models.SiteModel;
import dev.engram.models.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

/**
 * Mean and covariance of the embeddings of some text, as a sample to draw from. A draw is mean + sum over tokens of g_i (e_i - mean) /
 * sqrt(n - 1) with independent standard normal g_i: that has exactly the sample's covariance, and no D x D matrix is made or factored.
 */
public final class EmbeddingSpread {

    private final int width;
    private final long tokens;
    private final double[] mean;
    private final List<double[]> deviations;

    private EmbeddingSpread(int width, long tokens, double[] mean, List<double[]> deviations) {
        this.width = width;
        this.tokens = tokens;
        this.mean = mean;
        this.deviations = deviations;
    }

    /**
     * The spread of all tokens of some texts.
     *
     * @throws IllegalArgumentException if they have fewer than two tokens
     */
    public static EmbeddingSpread of(SiteModel model, List<List<Integer>> texts) {
        TreeMap<Integer, Integer> counts = new TreeMap<>();
        texts.forEach(text -> text.forEach(token -> counts.merge(token, 1, Integer::sum)));
        long tokens = counts.values().stream().mapToLong(Integer::longValue).sum();
        if (tokens < 2) {
            throw new IllegalArgumentException("the covariance of the embeddings of " + tokens + " tokens");
        }
        FloatTensor embeddings = model.embeddings(new ArrayList<>(counts.keySet()));
        int width = embeddings.dimension(1);
        List<Integer> byRow = new ArrayList<>(counts.values());
        double[] mean = new double[width];
        for (int row = 0; row < byRow.size(); row++) {
            for (int i = 0; i < width; i++) {
                mean[i] += embeddings.get(row, i) * byRow.get(row) / (double) tokens;
            }
        }
        List<double[]> deviations = new ArrayList<>();
        for (int row = 0; row < byRow.size(); row++) {
            double weight = Math.sqrt(byRow.get(row) / (double) (tokens - 1));
            double[] deviation = new double[width];
            for (int i = 0; i < width; i++) {
                deviation[i] = weight * (embeddings.get(row, i) - mean[i]);
            }
            deviations.add(deviation);
        }
        return new EmbeddingSpread(width, tokens, mean, deviations);
    }

    String description() {
        return "the embeddings of " + tokens + " tokens";
    }

    /** Draws vectors, the normal part of each times a factor. */
    float[] draw(int vectors, int expectedWidth, NumpyRandom random, IntToDoubleFunction factor) {
        if (expectedWidth != width) {
            throw new IllegalArgumentException("noise of width " + width + " for embeddings of width " + expectedWidth
                    + ": it is another model's");
        }
        float[] values = new float[Math.multiplyExact(vectors, width)];
        for (int vector = 0; vector < vectors; vector++) {
            double[] sum = new double[width];
            for (double[] deviation : deviations) {
                double weight = random.gaussian();
                for (int i = 0; i < width; i++) {
                    sum[i] += weight * deviation[i];
                }
            }
            double scale = factor.applyAsDouble(vector);
            for (int i = 0; i < width; i++) {
                values[vector * width + i] = (float) (mean[i] + scale * sum[i]);
            }
        }
        return values;
    }
}
