package dev.engram.editing.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.editing.solve.KeyStatistics;
import dev.engram.models.ForwardRequest;
import dev.engram.models.Site;
import dev.engram.models.SiteKind;
import dev.engram.models.SiteModel;
import java.util.List;
import java.util.Set;

/** Sums of k k^T in plain loops over what whole passes show, in double precision: the oracle. */
final class PlainSums {

    private PlainSums() {}

    /**
     * The sum over the first tokens of texts, [F, F].
     *
     * @param firstTokens of all texts in a row
     */
    static double[] of(SiteModel model, int layer, List<List<Integer>> texts, int firstTokens) {
        Site site = new Site(SiteKind.MLP_POST, layer);
        int width = model.spec().mlp().orElseThrow().width();
        double[] sum = new double[width * width];
        int left = firstTokens;
        for (List<Integer> text : texts) {
            float[] keys = model.run(ForwardRequest.of(List.of(text)).capturing(Set.of(site)))
                    .activation(site, 0)
                    .toArray();
            for (int token = 0; token < text.size() && left > 0; token++, left--) {
                for (int i = 0; i < width; i++) {
                    for (int j = 0; j < width; j++) {
                        sum[i * width + j] += (double) keys[token * width + i] * keys[token * width + j];
                    }
                }
            }
        }
        assertThat(left).as("tokens that the texts lack").isZero();
        return sum;
    }

    /** The sum that statistics hold. */
    static double[] held(KeyStatistics statistics) {
        int width = statistics.width();
        double[] sum = new double[width * width];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = statistics.sum(i / width, i % width);
        }
        return sum;
    }

    /** Requires two sums to be one but for rounding. */
    static void assertSame(KeyStatistics actual, double[] expected, double relative) {
        double[] held = held(actual);
        double distance = 0;
        double norm = 0;
        assertThat(held).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            distance += (held[i] - expected[i]) * (held[i] - expected[i]);
            norm += expected[i] * expected[i];
        }
        assertThat(Math.sqrt(distance / norm))
                .as("relative distance of sums of layer " + actual.layer())
                .isLessThan(relative);
    }
}
