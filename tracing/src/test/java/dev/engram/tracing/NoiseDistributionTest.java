package dev.engram.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.LetterTokenizer;
import dev.engram.models.SiteModel;
import dev.engram.models.TinyModels;
import dev.engram.models.engine.reference.ReferenceEngine;
import dev.engram.models.runtime.TransformerModel;
import dev.engram.models.tensor.FloatTensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoiseDistributionTest {

    private static SiteModel model() {
        return new TransformerModel(
                new LetterTokenizer(TinyModels.VOCABULARY), new ReferenceEngine(TinyModels.gpt2(4)));
    }

    @Test
    void gaussian_noise_is_numpys_times_its_deviation() {
        float[] noise = new NoiseDistribution.Gaussian(0.5).draw(2, 2, 1);

        assertThat(noise)
                .containsExactly(
                        (float) (0.5 * 1.6243453636632417),
                        (float) (0.5 * -0.6117564136500754),
                        (float) (0.5 * -0.5281717522634557),
                        (float) (0.5 * -1.0729686221561705));
    }

    @Test
    void uniform_noise_is_numpys_within_its_bound() {
        // numpy.random.RandomState(1).uniform(-1, 1, 3), twice as wide
        assertThat(new NoiseDistribution.Uniform(2).draw(1, 3, 1))
                .containsExactly(new float[] {-0.33191198f, 0.881298f, -1.9995425f}, within(1e-6f));
    }

    @Test
    void noise_with_the_spread_of_two_embeddings_lies_on_the_line_through_them() {
        try (SiteModel model = model()) {
            EmbeddingSpread spread = EmbeddingSpread.of(model, List.of(List.of(3, 8)));
            FloatTensor embeddings = model.embeddings(List.of(3, 8));
            int width = model.spec().width();

            float[] noise = new NoiseDistribution.MultivariateGaussian(spread).draw(5, width, 1);

            for (int vector = 0; vector < 5; vector++) {
                double share =
                        (noise[vector * width] - embeddings.get(0, 0)) / (embeddings.get(1, 0) - embeddings.get(0, 0));
                for (int i = 0; i < width; i++) {
                    double on = embeddings.get(0, i) + share * (embeddings.get(1, i) - embeddings.get(0, i));
                    assertThat((double) noise[vector * width + i]).isCloseTo(on, within(1e-4));
                }
            }
        }
    }

    @Test
    void multivariate_noise_has_the_mean_and_covariance_of_the_embeddings_and_students_t_as_well() {
        try (SiteModel model = model()) {
            List<Integer> text = List.of(1, 2, 3, 4, 5, 6, 7, 8, 8, 8);
            EmbeddingSpread spread = EmbeddingSpread.of(model, List.of(text));
            int width = model.spec().width();
            double[][] expected = moments(rows(model.embeddings(text), width));
            int draws = 40_000;

            double[][] gaussian = moments(rows(
                    FloatTensor.wrap(
                            new NoiseDistribution.MultivariateGaussian(spread).draw(draws, width, 1), draws, width),
                    width));
            double[][] student = moments(rows(
                    FloatTensor.wrap(new NoiseDistribution.StudentT(spread, 9).draw(draws, width, 1), draws, width),
                    width));

            double scale = expected[1][0];
            for (int i = 0; i < width; i++) {
                // Standard errors of 40,000 draws are 0.7 % of a variance for normal ones, 1 % for t of 9.
                assertThat(gaussian[0][i]).isCloseTo(expected[0][i], within(0.05 * Math.sqrt(scale)));
                for (int j = 0; j < width; j++) {
                    assertThat(gaussian[1 + i][j]).isCloseTo(expected[1 + i][j], within(0.08 * scale));
                    assertThat(student[1 + i][j]).isCloseTo(expected[1 + i][j], within(0.12 * scale));
                }
            }
        }
    }

    /** Mean, then the rows of the unbiased covariance. */
    private static double[][] moments(double[][] rows) {
        int width = rows[0].length;
        double[][] moments = new double[1 + width][width];
        for (double[] row : rows) {
            for (int i = 0; i < width; i++) {
                moments[0][i] += row[i] / rows.length;
            }
        }
        for (double[] row : rows) {
            for (int i = 0; i < width; i++) {
                for (int j = 0; j < width; j++) {
                    moments[1 + i][j] += (row[i] - moments[0][i]) * (row[j] - moments[0][j]) / (rows.length - 1);
                }
            }
        }
        return moments;
    }

    private static double[][] rows(FloatTensor values, int width) {
        double[][] rows = new double[values.dimension(0)][width];
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < width; i++) {
                rows[row][i] = values.get(row, i);
            }
        }
        return rows;
    }

    @Test
    void noise_that_cannot_be_is_refused() {
        assertThatThrownBy(() -> new NoiseDistribution.Gaussian(0)).hasMessageContaining("standard deviation of 0.0");
        assertThatThrownBy(() -> new NoiseDistribution.Uniform(Double.NaN)).hasMessageContaining("NaN");
        try (SiteModel model = model()) {
            EmbeddingSpread spread = EmbeddingSpread.of(model, List.of(List.of(1, 2)));
            assertThatThrownBy(() -> new NoiseDistribution.StudentT(spread, 2)).hasMessageContaining("at least 3");
            assertThatThrownBy(() -> EmbeddingSpread.of(model, List.of(List.of(1))))
                    .hasMessageContaining("1 tokens");
        }
    }
}
