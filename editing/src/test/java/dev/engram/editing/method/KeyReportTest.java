package dev.engram.editing.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.editing.solve.KeyStatistics;
import dev.engram.editing.solve.KeyText;
import dev.engram.editing.solve.NullSpaceThreshold;
import dev.engram.editing.solve.StatisticsStamp;
import org.junit.jupiter.api.Test;

/** What knowledge of keys says that it rests on: diagonal second moments, by hand. */
class KeyReportTest {

    private static final int LAYER = 3;

    /** Over two keys, so that the sums are twice the moments. */
    private static KeyKnowledge unstamped(double... moments) {
        return new KeyKnowledge(layer -> KeyStatistics.unstamped(layer, moments.length, 2, sums(moments)));
    }

    private static double[] sums(double... moments) {
        double[] sums = new double[moments.length * moments.length];
        for (int i = 0; i < moments.length; i++) {
            sums[i * moments.length + i] = 2 * moments[i];
        }
        return sums;
    }

    @Test
    void sound_and_stamped_statistics_call_for_no_note() {
        StatisticsStamp stamp = new StatisticsStamp(
                "0".repeat(64), LAYER, 2, 2, new KeyText.Sampled("text", 1), StatisticsStamp.VERSION);
        KeyKnowledge knowledge = new KeyKnowledge(layer -> KeyStatistics.stamped(stamp, sums(4, 1)));
        assertThat(knowledge.reports()).isEmpty();

        knowledge.preserved(LAYER);
        knowledge.preserved(LAYER);

        assertThat(knowledge.reports()).containsExactly(new KeyReport.Inverse(LAYER, 2, true, 0, 0.25));
        assertThat(knowledge.reports().get(0).notes()).isEmpty();
    }

    @Test
    void statistics_without_a_stamp_are_named() {
        KeyKnowledge knowledge = unstamped(4, 1);

        knowledge.preserved(LAYER);

        assertThat(knowledge.reports().get(0).notes())
                .singleElement()
                .asString()
                .contains("layer 3")
                .contains("only their width was checked");
    }

    @Test
    void a_ridge_is_told_as_a_share_of_the_mean_diagonal_entry() {
        KeyKnowledge knowledge = unstamped(4, 0);

        knowledge.preserved(LAYER);

        KeyReport.Inverse report = (KeyReport.Inverse) knowledge.reports().get(0);
        assertThat(report.ridge()).isEqualTo(1e-8, within(1e-20));
        assertThat(report.problem().orElseThrow())
                .contains("layer 3's keys, over 2 tokens")
                .contains("a ridge of 1e-08");
    }

    @Test
    void an_empty_handed_null_space_is_told() {
        KeyKnowledge knowledge = unstamped(4, 1, 0.5);

        knowledge.nullSpace(LAYER, new NullSpaceThreshold.Absolute(0.75));
        knowledge.nullSpace(LAYER, new NullSpaceThreshold.Relative(2));

        KeyReport some = knowledge.reports().get(0);
        assertThat(some).isEqualTo(new KeyReport.Unused(LAYER, 2, false, 1, 3, 0.75, 4));
        assertThat(some.problem()).isEmpty();
        assertThat(knowledge.reports().get(1).problem().orElseThrow())
                .contains("3 of 3 directions of layer 3's keys count as unused")
                .contains("8.00e+00");
    }
}
